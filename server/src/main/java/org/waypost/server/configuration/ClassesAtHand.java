package org.waypost.server.configuration;

/**
 * Looks for mailet and matcher classes without starting them. When James itself isn't on the class path
 * (the small one of the command), nothing can be said and no class is missing.
 */
final class ClassesAtHand {
    private final ClassLoader loader = ClassesAtHand.class.getClassLoader();
    private final boolean james = resource("org.apache.mailet.Mailet");

    boolean missing(String name, String packageWhenNone) {
        return james && !name.isEmpty() && !resource(name) && !resource(packageWhenNone + name);
    }

    private boolean resource(String className) {
        return loader.getResource(className.replace('.', '/') + ".class") != null;
    }
}
