package org.waypost.policy.country;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The tree of an MMDB file (MaxMind DB file format 2.0, "Binary Search Tree Section"), walked once before the file is taken: a
 * file that was garbled may look sound from its end, and its reader would only fail at the first address that leads there.
 */
final class SearchTree {
    private static final int SEPARATOR = 16;
    private static final byte[] METADATA = {
        (byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };

    private final byte[] file;
    private final int nodes;
    private final int recordBits;
    private final int depth;
    private final long treeBytes;
    private final BitSet open = new BitSet();
    private final BitSet done = new BitSet();
    private final BitSet entries = new BitSet();
    private final List<InetAddress> samples = new ArrayList<>();
    private final byte[] path;

    private SearchTree(byte[] file, int nodes, int recordBits, int version) {
        this.file = file;
        this.nodes = nodes;
        this.recordBits = recordBits;
        this.depth = version == 4 ? 32 : 128;
        this.treeBytes = (long) nodes * recordBits / 4;
        this.path = new byte[depth / Byte.SIZE];
    }

    /** What a walk found out. */
    record Walked(Optional<String> wrong, List<InetAddress> samples) {}

    /**
     * Walks the whole tree.
     *
     * @param file       the whole file
     * @param nodes      how many nodes its metadata say
     * @param recordBits the size of a record that they say, 24, 28 or 32
     * @param version    4 or 6
     * @return what is wrong, if anything, and one address that leads to each entry
     */
    static Walked walk(byte[] file, long nodes, int recordBits, int version) {
        if (version != 4 && version != 6) {
            return wrong("it is for version " + version + " of IP");
        }
        if (recordBits != 24 && recordBits != 28 && recordBits != 32) {
            return wrong("its records have " + recordBits + " bits");
        }
        if (nodes < 1 || nodes * recordBits / 4 + SEPARATOR > file.length) {
            return wrong("it says that it has " + nodes + " nodes, more than fit into it");
        }
        SearchTree tree = new SearchTree(file, (int) nodes, recordBits, version);
        return new Walked(tree.walk(), tree.samples);
    }

    private static Walked wrong(String reason) {
        return new Walked(Optional.of(reason), List.of());
    }

    private Optional<String> walk() {
        int dataEnd = metadata();
        int[] node = new int[depth];
        int[] side = new int[depth];
        int level = 0;
        open.set(0);
        while (level >= 0) {
            if (side[level] == 2) {
                open.clear(node[level]);
                done.set(node[level]);
                level--;
                continue;
            }
            direct(level, side[level]);
            long next = record(node[level], side[level]++);
            if (next > nodes) {
                long place = next - nodes - SEPARATOR;
                if (place < 0 || treeBytes + SEPARATOR + place >= dataEnd) {
                    return Optional.of("node " + node[level] + " points outside of its data");
                }
                sample((int) place);
            } else if (next < nodes && !done.get((int) next)) {
                if (open.get((int) next) || level + 1 == depth) {
                    return Optional.of("node " + node[level] + " leads in a circle");
                }
                level++;
                node[level] = (int) next;
                side[level] = 0;
                open.set((int) next);
            }
        }
        return Optional.empty();
    }

    private int metadata() {
        for (int at = file.length - METADATA.length; at > 0; at--) {
            if (java.util.Arrays.equals(file, at, at + METADATA.length, METADATA, 0, METADATA.length)) {
                return at;
            }
        }
        return 0;
    }

    private void direct(int level, int bit) {
        int mask = 0x80 >> (level % Byte.SIZE);
        path[level / Byte.SIZE] = (byte) (bit == 0 ? path[level / Byte.SIZE] & ~mask : path[level / Byte.SIZE] | mask);
    }

    private void sample(int place) {
        if (entries.get(place)) {
            return;
        }
        entries.set(place);
        try {
            samples.add(InetAddress.getByAddress(path));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of " + path.length + " bytes", e);
        }
    }

    /** "Node Layout": two records side by side; of 28 bits each, the middle byte holds the highest 4 bits of both. */
    private long record(int node, int side) {
        int at = (int) ((long) node * recordBits / 4);
        return switch (recordBits) {
            case 24 -> number(at + 3 * side, 3);
            case 32 -> number(at + 4 * side, 4);
            default -> {
                int middle = file[at + 3] & 0xff;
                yield side == 0
                        ? (long) (middle >> 4) << 24 | number(at, 3)
                        : (long) (middle & 0x0f) << 24 | number(at + 4, 3);
            }
        };
    }

    private long number(int at, int bytes) {
        long number = 0;
        for (int index = 0; index < bytes; index++) {
            number = number << Byte.SIZE | file[at + index] & 0xff;
        }
        return number;
    }
}
