package org.waypost.accounts.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** All sections that this server knows. */
public final class Sections {
    private final Map<String, Section<?>> byName = new TreeMap<>();

    /** @throws IllegalArgumentException when two bear one name */
    public Sections(Collection<Section<?>> sections) {
        for (Section<?> section : sections) {
            if (byName.put(section.name(), section) != null) {
                throw new IllegalArgumentException("two sections are called " + section.name());
            }
        }
    }

    /**
     * The section of that name.
     *
     * @throws SettingRefused when there is none
     */
    public Section<?> named(String name) {
        Section<?> section = byName.get(name);
        if (section == null) {
            throw new SettingRefused("section", name, "one of " + byName.keySet());
        }
        return section;
    }

    /** All, by name. */
    public Collection<Section<?>> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
