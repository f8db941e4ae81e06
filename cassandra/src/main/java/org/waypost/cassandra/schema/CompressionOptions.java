package org.waypost.cassandra.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites the compression options that the query builder writes for Cassandra 2.
 *
 * <p>Cassandra 5.0 refuses {@code chunk_length_kb} and {@code crc_check_chance} inside {@code compression}; since 3.0 they are
 * {@code chunk_length_in_kb} and a table option of their own.
 */
final class CompressionOptions {

    private static final Pattern CRC = Pattern.compile("\\s*,\\s*'crc_check_chance'\\s*:\\s*([0-9.]+)");

    private CompressionOptions() {}

    static String modern(String createTable) {
        String renamed = createTable.replace("'chunk_length_kb'", "'chunk_length_in_kb'");
        Matcher crc = CRC.matcher(renamed);
        return crc.find() ? crc.replaceFirst("") + " AND crc_check_chance=" + crc.group(1) : renamed;
    }
}
