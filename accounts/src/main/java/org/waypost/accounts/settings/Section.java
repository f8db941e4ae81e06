package org.waypost.accounts.settings;

import java.util.EnumSet;
import java.util.Set;

/**
 * The settings of one concern, such as {@code autoReply}: a record whose components are the keys.
 *
 * <p>The record is made from what the scopes say together; a key that nobody sets arrives as {@code null} (so components
 * are objects, never primitives). Its constructor puts the default in place and refuses wrong values with
 * {@link SettingRefused}. A record of all defaults must be possible.
 *
 * @param name     how it is called in WebAdmin, the command and exported files; letters, first one small
 * @param type     the record
 * @param levels   the scopes at which it may be set
 * @param about    what it is for, in a sentence, shown by the command and in the documentation
 */
public record Section<T extends Record>(String name, Class<T> type, Set<Scope.Level> levels, String about) {

    public Section {
        if (!name.matches("[a-z][A-Za-z]{1,39}")) {
            throw new IllegalArgumentException(
                    "'" + name + "' can't name a section; expected letters, first one small");
        }
        levels = Set.copyOf(levels);
    }

    /** A section that may be set for server, domains and users. */
    public static <T extends Record> Section<T> everywhere(String name, Class<T> type, String about) {
        return new Section<>(name, type, EnumSet.allOf(Scope.Level.class), about);
    }

    /** A section of the server and its domains, not of single users. */
    public static <T extends Record> Section<T> ofDomains(String name, Class<T> type, String about) {
        return new Section<>(name, type, EnumSet.of(Scope.Level.SERVER, Scope.Level.DOMAIN), about);
    }

    /** A section of the server alone. */
    public static <T extends Record> Section<T> ofServer(String name, Class<T> type, String about) {
        return new Section<>(name, type, EnumSet.of(Scope.Level.SERVER), about);
    }
}
