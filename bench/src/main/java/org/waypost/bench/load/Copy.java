package org.waypost.bench.load;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.bench.load.Snapshot.Cell;

/** One more message after a pattern: the same rows with names, numbers and times of its own. */
final class Copy {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Delivered pattern;
    private final ToLongFunction<String> ahead;
    private final Duration older;
    private final Map<UUID, UUID> uuids = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /**
     * @param ahead how far its number of a kind, {@code uid} or {@code modseq}, is ahead of that of the pattern
     * @param older  by how much its times are before those of the pattern
     */
    Copy(Delivered pattern, ToLongFunction<String> ahead, Duration older) {
        this.pattern = pattern;
        this.ahead = ahead;
        this.older = older;
    }

    ByteBuffer of(String column, Cell cell) {
        DataType type = cell.type();
        ByteBuffer bytes = cell.bytes().duplicate();
        if (type.equals(DataTypes.UUID) || type.equals(DataTypes.TIMEUUID)) {
            return TypeCodecs.UUID.encode(own(TypeCodecs.UUID.decode(bytes, Delivered.PROTOCOL)), Delivered.PROTOCOL);
        }
        if (type.equals(DataTypes.TEXT)) {
            return TypeCodecs.TEXT.encode(own(TypeCodecs.TEXT.decode(bytes, Delivered.PROTOCOL)), Delivered.PROTOCOL);
        }
        Optional<String> kind =
                Stream.of("uid", "modseq").filter(column::endsWith).findFirst();
        if (type.equals(DataTypes.BIGINT) && kind.isPresent()) {
            return TypeCodecs.BIGINT.encode(
                    Delivered.number(bytes) + ahead.applyAsLong(kind.get()), Delivered.PROTOCOL);
        }
        if (type.equals(DataTypes.TIMESTAMP)) {
            return TypeCodecs.BIGINT.encode(Delivered.number(bytes) - older.toMillis(), Delivered.PROTOCOL);
        }
        if (type instanceof SetType set && isName(set.getElementType())) {
            TypeCodec<Set<UUID>> codec = TypeCodecs.setOf(TypeCodecs.UUID);
            return codec.encode(
                    own(codec.decode(bytes, Delivered.PROTOCOL)).collect(Collectors.toSet()), Delivered.PROTOCOL);
        }
        if (type instanceof ListType list && isName(list.getElementType())) {
            TypeCodec<List<UUID>> codec = TypeCodecs.listOf(TypeCodecs.UUID);
            return codec.encode(own(codec.decode(bytes, Delivered.PROTOCOL)).toList(), Delivered.PROTOCOL);
        }
        return bytes;
    }

    private static boolean isName(DataType type) {
        return type.equals(DataTypes.UUID) || type.equals(DataTypes.TIMEUUID);
    }

    private Stream<UUID> own(Collection<UUID> all) {
        return all.stream().map(this::own);
    }

    private UUID own(UUID uuid) {
        if (!pattern.isOwn(uuid)) {
            return uuid;
        }
        return uuids.computeIfAbsent(uuid, its -> its.version() == 1 ? Uuids.timeBased() : Uuids.random());
    }

    private String own(String text) {
        if (pattern.isOwn(text)) {
            return texts.computeIfAbsent(text, Copy::renamed);
        }
        return text;
    }

    /** Of the same form: letters and digits of its second half are others. */
    private static String renamed(String text) {
        StringBuilder other = new StringBuilder(text);
        for (int i = text.length() / 2; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                other.setCharAt(i, LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
            }
        }
        return other.toString();
    }
}
