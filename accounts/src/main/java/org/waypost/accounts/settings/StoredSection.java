package org.waypost.accounts.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What one scope says about one section.
 *
 * @param values the keys that this scope sets, not those that it inherits
 * @param locked keys that scopes below may not set; {@link #ALL} stands for every key
 */
public record StoredSection(ObjectNode values, Set<String> locked) {

    /** Locks every key. */
    public static final String ALL = "*";

    public StoredSection {
        values = values.deepCopy();
        locked = Set.copyOf(locked);
    }

    /** Whether it says nothing, so that it needn't be kept. */
    public boolean isEmpty() {
        return values.isEmpty() && locked.isEmpty();
    }

    boolean locks(String key) {
        return locked.contains(ALL) || locked.contains(key);
    }
}
