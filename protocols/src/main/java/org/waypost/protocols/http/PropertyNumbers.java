package org.waypost.protocols.http;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.ex.ConversionException;

/** Reads whole numbers from a properties file, with bounds. */
final class PropertyNumbers {

    private PropertyNumbers() {}

    /**
     * The number at {@code key}.
     *
     * @throws ConfigurationException when it is no number or out of bounds, naming file, key, value and bounds
     */
    static int number(String file, Configuration properties, String key, int otherwise, int least, int most)
            throws ConfigurationException {
        try {
            int value = properties.getInt(key, otherwise);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (ConversionException e) {
            throw new ConfigurationException(words(file, properties, key, least, most), e);
        }
        throw new ConfigurationException(words(file, properties, key, least, most));
    }

    private static String words(String file, Configuration properties, String key, int least, int most) {
        return file + ": " + key + " is " + properties.getString(key) + "; expected a number from " + least + " to "
                + most;
    }
}
