package org.waypost.server.configuration.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the classes of mailets and matchers by the names that a file gives them: in full; without the package for James'
 * own; without the package for those of Waypost, unless James has one of that name. No class is made for it.
 */
public final class StepClasses {
    /** Where James looks for mailets that are named without a package. */
    static final String MAILETS = "org.apache.james.transport.mailets.";
    /** The same for matchers. */
    static final String MATCHERS = "org.apache.james.transport.matchers.";

    private static final String COMBINING = "org.apache.james.mailetcontainer.impl.matchers.";
    private static final List<String> COMBINATIONS = List.of("And", "Or", "Not", "Xor");

    private final ClassLoader loader = StepClasses.class.getClassLoader();
    private final boolean james = resource("org.apache.mailet.Mailet");
    private Map<String, String> ownMailets;
    private Map<String, String> ownMatchers;

    /**
     * Whether the mailet classes are on the class path at all. On the small one of the command they aren't, and nothing
     * can be said about classes and parameters.
     */
    public boolean atHand() {
        return james;
    }

    /** The full name of a mailet's class. */
    public Optional<String> mailet(String name) {
        return Stream.of(name, MAILETS + name)
                .filter(this::resource)
                .findFirst()
                .or(() -> Optional.ofNullable(ownMailets().get(name)));
    }

    /** The full name of a matcher's class. */
    public Optional<String> matcher(String name) {
        return Stream.of(name, MATCHERS + name)
                .filter(this::resource)
                .findFirst()
                .or(() -> Optional.ofNullable(ownMatchers().get(name)))
                .or(() -> COMBINATIONS.contains(name) ? Optional.of(COMBINING + name) : Optional.empty());
    }

    /** Waypost's mailets, full names by short ones. */
    public synchronized Map<String, String> ownMailets() {
        if (ownMailets == null) {
            ownMailets = own("org/waypost/mailets", "org.apache.mailet.Mailet");
        }
        return ownMailets;
    }

    /** Waypost's matchers, full names by short ones. */
    public synchronized Map<String, String> ownMatchers() {
        if (ownMatchers == null) {
            ownMatchers = own("org/waypost/matchers", "org.apache.mailet.Matcher");
        }
        return ownMatchers;
    }

    /** A class that one of the methods above named. */
    Class<?> load(String className) {
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(className + " was there a moment ago", e);
        }
    }

    private boolean resource(String className) {
        return !className.isEmpty() && loader.getResource(className.replace('.', '/') + ".class") != null;
    }

    private Map<String, String> own(String folder, String type) {
        if (!james) {
            return Map.of();
        }
        Class<?> kind = load(type);
        Map<String, String> names = new TreeMap<>();
        try {
            for (URL place : Collections.list(loader.getResources(folder))) {
                for (String className : classes(place, folder)) {
                    Class<?> found = load(className);
                    if (kind.isAssignableFrom(found)
                            && java.lang.reflect.Modifier.isPublic(found.getModifiers())
                            && !java.lang.reflect.Modifier.isAbstract(found.getModifiers())) {
                        names.put(found.getSimpleName(), className);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the class path can't be read", e);
        }
        return Collections.unmodifiableMap(names);
    }

    private static Collection<String> classes(URL place, String folder) throws IOException {
        if (place.openConnection() instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (var file = jar.getJarFile()) {
                return file.stream()
                        .map(java.util.zip.ZipEntry::getName)
                        .filter(name -> name.startsWith(folder + "/"))
                        .flatMap(StepClasses::className)
                        .toList();
            }
        }
        Path root = Path.of(URI.create(place.toString()));
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(path ->
                            folder + "/" + root.relativize(path).toString().replace('\\', '/'))
                    .flatMap(StepClasses::className)
                    .toList();
        }
    }

    private static Stream<String> className(String file) {
        return file.endsWith(".class") && file.indexOf('$') < 0 && !file.endsWith("package-info.class")
                ? Stream.of(file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                : Stream.empty();
    }
}
