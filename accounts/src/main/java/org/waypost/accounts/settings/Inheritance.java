package org.waypost.accounts.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.waypost.accounts.settings.AccountSettings.Explained;
import org.waypost.accounts.settings.AccountSettings.Key;
import org.waypost.accounts.settings.AccountSettings.Layer;

/** How what the scopes say adds up. Layers are always given from the widest to the narrowest. */
final class Inheritance {
    private Inheritance() {}

    /** The values that hold at the last layer. */
    static ObjectNode merge(List<Layer> layers) {
        ObjectNode merged = SettingsFormat.object();
        for (int index = 0; index < layers.size(); index++) {
            merged.setAll(
                    unlocked(layers.subList(0, index), layers.get(index).said().values()));
        }
        return merged;
    }

    /** The values without those whose keys a layer above locks. */
    static ObjectNode unlocked(List<Layer> above, ObjectNode values) {
        ObjectNode left = values.deepCopy();
        left.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> locker(above, key).isPresent())
                .toList()
                .forEach(left::remove);
        return left;
    }

    private static Optional<Scope> locker(List<Layer> layers, String key) {
        return layers.stream()
                .filter(layer -> layer.said().locks(key))
                .map(Layer::scope)
                .findFirst();
    }

    /**
     * Refuses what a scope must not say: a section that can't be set there, an unknown key, a wrong value, a changed key
     * that is locked above.
     */
    static void check(Section<?> section, List<Layer> above, Layer next, StoredSection before) {
        Scope scope = next.scope();
        if (!next.said().isEmpty() && !section.levels().contains(scope.level())) {
            throw new SettingRefused(
                    section.name(),
                    scope.asString(),
                    "one of " + section.levels().stream().sorted().toList() + ", for that is where it may be set");
        }
        next.said().values().properties().forEach(key -> {
            if (!key.getValue().equals(before.values().get(key.getKey()))) {
                locker(above, key.getKey()).ifPresent(locker -> {
                    throw new SettingRefused(
                            section.name() + "." + key.getKey(),
                            key.getValue(),
                            "nothing, for it is locked by " + locker.asString());
                });
            }
        });
        List<String> keys = AccountSettings.keys(section);
        next.said().locked().stream()
                .filter(key -> !key.equals(StoredSection.ALL) && !keys.contains(key))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new SettingRefused(section.name() + ".locked", unknown, "one of the keys " + keys);
                });
        try {
            SettingsFormat.record(next.said().values(), section.type());
            SettingsFormat.record(merge(List.of(with(above, next))), section.type());
        } catch (SettingRefused e) {
            throw e.within(section.name());
        }
    }

    private static Layer[] with(List<Layer> above, Layer next) {
        Layer[] all = above.toArray(new Layer[above.size() + 1]);
        all[above.size()] = next;
        return all;
    }

    /** Each key with its origin. */
    static Explained explain(Section<?> section, List<Layer> layers, ObjectNode held) {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (String name : AccountSettings.keys(section)) {
            String origin = "default";
            for (int index = 0; index < layers.size(); index++) {
                Layer layer = layers.get(index);
                if (unlocked(layers.subList(0, index), layer.said().values()).has(name)) {
                    origin = layer.scope().asString();
                }
            }
            keys.put(
                    name,
                    new Key(
                            held.get(name),
                            origin,
                            locker(layers, name).map(Scope::asString).orElse("")));
        }
        return new Explained(keys.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new)));
    }
}
