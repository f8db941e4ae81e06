package org.waypost.server.command.doctor;

/**
 * What one check found.
 *
 * @param level how bad it is
 * @param check what was looked at, such as {@code Java} or {@code DNS example.org MX}
 * @param found what there is
 * @param remedy what to do; empty when all is well
 */
public record Result(Level level, String check, String found, String remedy) {

    /** How bad a finding is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, but not well, or not for long. */
        WARNING,
        /** Mail is lost, refused or late because of it. */
        ERROR
    }

    /** All is well. */
    public static Result ok(String check, String found) {
        return new Result(Level.OK, check, found, "");
    }

    /** Works, but not well. */
    public static Result warning(String check, String found, String remedy) {
        return new Result(Level.WARNING, check, found, remedy);
    }

    /** Doesn't work. */
    public static Result error(String check, String found, String remedy) {
        return new Result(Level.ERROR, check, found, remedy);
    }
}
