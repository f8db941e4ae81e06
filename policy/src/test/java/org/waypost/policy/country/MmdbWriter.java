package org.waypost.policy.country;

import com.google.common.net.InetAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small MMDB files (MaxMind DB file format 2.0) for tests. */
public final class MmdbWriter {
    private static final byte[] MARKER = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
    private static final int STRING = 2;
    private static final int UINT_32 = 6;
    private static final int MAP = 7;
    private static final int UINT_64 = 9;
    private static final int ARRAY = 11;

    private static final class Node {
        private final Object[] sides = new Object[2];
        private int number;
    }

    private final int version;
    private final int recordBits;
    private final Node root = new Node();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Map<Object, Integer> places = new HashMap<>();
    private final ByteArrayOutputStream tree = new ByteArrayOutputStream();
    private Instant built = Instant.parse("2026-06-01T00:00:00Z");
    private int nodes;

    /** Begins a file for this version of IP (a file for 6 holds addresses of 4 too), with records of 24, 28 or 32 bits. */
    public MmdbWriter(int version, int recordBits) {
        this.version = version;
        this.recordBits = recordBits;
    }

    /** When the file was made, as it says. */
    public MmdbWriter built(Instant time) {
        built = time;
        return this;
    }

    /** A network in a country, as the shipped file says it. */
    public MmdbWriter country(String network, String code) {
        return entry(network, Map.of("country_code", code));
    }

    /** A network with any entry: strings and maps of such. A later entry goes over an earlier one. */
    public MmdbWriter entry(String network, Map<String, ?> entry) {
        String[] parts = network.split("/");
        byte[] address = InetAddresses.forString(parts[0]).getAddress();
        int bits = Integer.parseInt(parts[1]);
        if (version == 6 && address.length == 4) {
            byte[] longer = new byte[16];
            System.arraycopy(address, 0, longer, 12, 4);
            address = longer;
            bits += 96;
        }
        put(address, bits, places.computeIfAbsent(entry, this::store));
        return this;
    }

    private void put(byte[] address, int bits, Object leaf) {
        Node node = root;
        for (int level = 0; level < bits - 1; level++) {
            int side = bit(address, level);
            if (!(node.sides[side] instanceof Node)) {
                Node below = new Node();
                below.sides[0] = node.sides[side];
                below.sides[1] = node.sides[side];
                node.sides[side] = below;
            }
            node = (Node) node.sides[side];
        }
        node.sides[bit(address, bits - 1)] = leaf;
    }

    private static int bit(byte[] address, int level) {
        return address[level / 8] >> (7 - level % 8) & 1;
    }

    private int store(Object entry) {
        int place = data.size();
        write(data, entry);
        return place;
    }

    /** The whole file. */
    public byte[] bytes() {
        nodes = 0;
        number(root);
        tree.reset();
        records(root);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        append(file, tree.toByteArray());
        append(file, new byte[16]);
        append(file, data.toByteArray());
        append(file, MARKER);
        write(file, metadata());
        return file.toByteArray();
    }

    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", built.getEpochSecond());
        metadata.put("database_type", "Test-Country");
        metadata.put("description", Map.of("en", "made for a test"));
        metadata.put("ip_version", version);
        metadata.put("languages", List.of("en"));
        metadata.put("node_count", nodes);
        metadata.put("record_size", recordBits);
        return metadata;
    }

    private void number(Node node) {
        node.number = nodes++;
        for (Object side : node.sides) {
            if (side instanceof Node below) {
                number(below);
            }
        }
    }

    private void records(Node node) {
        long left = record(node.sides[0]);
        long right = record(node.sides[1]);
        switch (recordBits) {
            case 24 -> {
                big(tree, left, 3);
                big(tree, right, 3);
            }
            case 28 -> {
                big(tree, left & 0xffffff, 3);
                tree.write((int) (left >> 24 << 4 | right >> 24));
                big(tree, right & 0xffffff, 3);
            }
            default -> {
                big(tree, left, 4);
                big(tree, right, 4);
            }
        }
        for (Object side : node.sides) {
            if (side instanceof Node below) {
                records(below);
            }
        }
    }

    private long record(Object side) {
        if (side instanceof Node below) {
            return below.number;
        }
        return side == null ? nodes : nodes + 16L + (Integer) side;
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            control(out, STRING, bytes.length);
            append(out, bytes);
        } else if (value instanceof Integer number) {
            control(out, UINT_32, 4);
            big(out, number, 4);
        } else if (value instanceof Long number) {
            control(out, UINT_64, 8);
            big(out, number, 8);
        } else if (value instanceof List<?> list) {
            control(out, ARRAY, list.size());
            list.forEach(each -> write(out, each));
        } else if (value instanceof Map<?, ?> map) {
            control(out, MAP, map.size());
            map.forEach((key, each) -> {
                write(out, key);
                write(out, each);
            });
        } else {
            throw new IllegalArgumentException("no value of an MMDB file: " + value);
        }
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        if (size > 28) {
            throw new IllegalArgumentException("longer than a test needs: " + size);
        }
        if (type > 7) {
            out.write(size);
            out.write(type - 7);
        } else {
            out.write(type << 5 | size);
        }
    }

    private static void big(ByteArrayOutputStream out, long number, int bytes) {
        for (int index = bytes - 1; index >= 0; index--) {
            out.write((int) (number >> 8 * index));
        }
    }

    private static void append(ByteArrayOutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
