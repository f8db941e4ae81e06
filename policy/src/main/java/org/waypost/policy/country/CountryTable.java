package org.waypost.policy.country;

import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One edition of a table of addresses and countries (MaxMind DB file format 2.0), wholly in memory: what is done to its file
 * later doesn't matter. Thread-safe; a look-up takes about a microsecond.
 */
public final class CountryTable {
    /** The name of the shipped table as a source. */
    public static final String SHIPPED = "shipped";

    private static final Logger LOGGER = LoggerFactory.getLogger(CountryTable.class);
    private static final String RESOURCE = "shipped.mmdb";
    private static final long LARGEST = 1L << 30;

    private final Reader reader;
    private final String source;
    private final Instant built;

    private CountryTable(Reader reader, String source) {
        this.reader = reader;
        this.source = source;
        this.built = reader.getMetadata().buildTime();
    }

    /** The table that comes with the product. */
    public static CountryTable shipped() {
        try (InputStream in = CountryTable.class.getResourceAsStream(RESOURCE)) {
            return new CountryTable(new Reader(in), SHIPPED);
        } catch (IOException e) {
            throw new IllegalStateException("The shipped table of countries can't be read", e);
        }
    }

    /**
     * Reads a file and looks at all of it.
     *
     * @throws UnusableTable when it isn't there, is cut or garbled, or has no countries
     */
    static CountryTable read(Path file) throws UnusableTable {
        byte[] bytes;
        try {
            if (Files.size(file) > LARGEST) {
                throw new UnusableTable(file.toString(), "it has more than " + LARGEST + " bytes", null);
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnusableTable(file.toString(), "there is no such file", e);
        } catch (IOException e) {
            throw new UnusableTable(file.toString(), "it can't be read: " + e.getMessage(), e);
        }
        return of(bytes, file.toString());
    }

    /**
     * Makes a table of the content of a file and looks at all of it.
     *
     * @param source what it is called in errors and reports
     * @throws UnusableTable when it is cut or garbled, or has no countries
     */
    static CountryTable of(byte[] bytes, String source) throws UnusableTable {
        if (bytes.length == 0) {
            throw new UnusableTable(source, "it is empty", null);
        }
        try {
            CountryTable table = new CountryTable(new Reader(new ByteArrayInputStream(bytes)), source);
            table.check(bytes);
            return table;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // A garbled file makes its reader fail in every way; the last is an entry that contains itself.
            throw new UnusableTable(source, "it is no sound MMDB file: " + e.getMessage(), e);
        }
    }

    private void check(byte[] bytes) throws UnusableTable, IOException {
        Metadata about = reader.getMetadata();
        SearchTree.Walked walked = SearchTree.walk(bytes, about.nodeCount(), about.recordSize(), about.ipVersion());
        if (walked.wrong().isPresent()) {
            throw new UnusableTable(
                    source, "it is no sound MMDB file: " + walked.wrong().get(), null);
        }
        boolean countries = false;
        for (InetAddress sample : walked.samples()) {
            countries |= entry(sample).flatMap(TableEntry::origin).isPresent();
        }
        if (!countries) {
            throw new UnusableTable(
                    source,
                    "it has no countries but is a database of type '" + about.databaseType()
                            + "'; expected country_code or country.iso_code in its entries",
                    null);
        }
    }

    /** Where an address is. Special ranges are decided first; the table isn't asked for them. */
    public Origin of(InetAddress address) {
        Optional<Origin.Nowhere> special = SpecialRanges.of(address);
        if (special.isPresent()) {
            return special.get();
        }
        Optional<InetAddress> carried = Carried.in(address);
        if (carried.isPresent()) {
            // Whoever says that a special address is behind a public prefix is not one of ours.
            return SpecialRanges.of(carried.get()).isPresent() ? Origin.Nowhere.UNKNOWN : inTable(carried.get());
        }
        return inTable(address);
    }

    private Origin inTable(InetAddress address) {
        try {
            return entry(address)
                    .flatMap(TableEntry::origin)
                    .<Origin>map(country -> country)
                    .orElse(Origin.Nowhere.UNKNOWN);
        } catch (IOException | RuntimeException e) {
            LOGGER.error("The table of countries {} can't say where {} is", source, address.getHostAddress(), e);
            return Origin.Nowhere.UNKNOWN;
        }
    }

    private Optional<TableEntry> entry(InetAddress address) throws IOException {
        boolean absent = address.getAddress().length > 4 && reader.getMetadata().ipVersion() == 4;
        return absent ? Optional.empty() : Optional.ofNullable(reader.get(address, TableEntry.class));
    }

    /** {@value #SHIPPED}, or the path of the file. */
    public String source() {
        return source;
    }

    /** When its publisher made it. */
    public Instant built() {
        return built;
    }

    /** What its publisher calls it. */
    public String type() {
        return reader.getMetadata().databaseType();
    }
}
