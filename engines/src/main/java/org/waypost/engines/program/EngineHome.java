package org.waypost.engines.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.waypost.engines.failure.LayoutMissing;
import org.waypost.engines.settings.Engine;

/**
 * Where the files of the engines are: {@code <root>/engines/<name>} in an installed bundle,
 * {@code <root>/engines/<name>/target/dist} in a checkout.
 *
 * @param root home of the bundle or root of the checkout
 */
public record EngineHome(Path root) {

    public EngineHome {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The folder of one engine, with its {@code lib}.
     *
     * @throws LayoutMissing when it is in neither place
     */
    public Path of(Engine engine) {
        Path bundle = root.resolve("engines").resolve(engine.id());
        List<Path> places = List.of(bundle, bundle.resolve("target").resolve("dist"));
        return places.stream()
                .filter(place -> Files.isDirectory(place.resolve("lib")))
                .findFirst()
                .orElseThrow(() -> new LayoutMissing(engine, places.get(0) + " and " + places.get(1)));
    }
}
