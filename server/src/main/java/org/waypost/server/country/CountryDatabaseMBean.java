package org.waypost.server.country;

/** The table of countries, as JMX shows it. */
public interface CountryDatabaseMBean {
    /** The file in use, or {@code shipped}. */
    String getSource();

    /** When its publisher made it (ISO 8601). */
    String getBuilt();

    /** Whole days since then. */
    long getAgeDays();

    /** Whether the health check warns of its age. */
    boolean isTooOld();

    /** Why a newer file was not taken; empty when nothing is wrong. */
    String getProblem();

    /**
     * Where an address is: the code of a country, or a word such as {@code unknown} or {@code loopback}.
     *
     * @throws IllegalArgumentException when it is no address
     */
    String lookUp(String address);

    /** Reads the file now: {@code replaced}, {@code unchanged}, or {@code kept} and the reason. */
    String reload();
}
