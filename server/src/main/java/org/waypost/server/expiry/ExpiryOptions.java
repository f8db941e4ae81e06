package org.waypost.server.expiry;

import java.io.FileNotFoundException;
import java.util.OptionalInt;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.utils.PropertiesProvider;

/**
 * What {@code waypost.properties} says.
 *
 * @param hour          of the day, in the time zone of the server, at which a run begins; empty: never by itself
 * @param batch         how many messages are deleted at once
 * @param mostPerSecond how many are deleted in a second at most, so that delivery goes on beside
 */
record ExpiryOptions(OptionalInt hour, int batch, int mostPerSecond) {
    static ExpiryOptions from(PropertiesProvider properties) throws ConfigurationException {
        try {
            var file = properties.getConfiguration("waypost");
            String hour = file.getString("expiry.hour", "3");
            return new ExpiryOptions(
                    hour.equals("never") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(hour)),
                    file.getInt("expiry.batch", 100),
                    file.getInt("expiry.most.per.second", 500));
        } catch (FileNotFoundException everythingAsByDefault) {
            return new ExpiryOptions(OptionalInt.of(3), 100, 500);
        }
    }
}
