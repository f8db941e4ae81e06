package org.waypost.server.quickstart;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The bundle of a server and the folders of one instance of it. */
public record Places(Path home, Path conf, Path var, Path log) {
    /** An instance that keeps all it has in one folder: {@code conf}, {@code data} and {@code log} below it. */
    public static Places under(Path home, Path folder) {
        return new Places(home, folder.resolve("conf"), folder.resolve("data"), folder.resolve("log"));
    }

    /** The PEM file with the certificates of the server; there is one once it has started. */
    public Path certificates() {
        return var.resolve("tls").resolve("certificates.pem");
    }

    /** A call of the bundle's launch script for this instance. */
    public ProcessBuilder launch(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(home.resolve("bin").resolve("waypost").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("WAYPOST_HOME", home.toString());
        builder.environment().put("WAYPOST_CONF", conf.toString());
        builder.environment().put("WAYPOST_VAR", var.toString());
        builder.environment().put("WAYPOST_LOG", log.toString());
        builder.environment().putIfAbsent("WAYPOST_JAVA", runningJava());
        return builder;
    }

    private static String runningJava() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }
}
