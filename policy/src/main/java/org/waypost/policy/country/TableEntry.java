package org.waypost.policy.country;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import java.util.Optional;
import java.util.stream.Stream;
import org.waypost.accounts.country.CountryCodes;

/**
 * What we read of an entry: a code by itself, or, as GeoLite2 and DB-IP write it, the country where the address is, and the one
 * where it is registered. Public for the reader of the file, which makes it.
 *
 * @param code       the code by itself, or {@code null}
 * @param country    where the address is, or {@code null}
 * @param registered where its owner is, or {@code null}
 */
public record TableEntry(String code, Place country, Place registered) {

    @MaxMindDbConstructor
    public TableEntry(
            @MaxMindDbParameter(name = "country_code") String code,
            @MaxMindDbParameter(name = "country") Place country,
            @MaxMindDbParameter(name = "registered_country") Place registered) {
        this.code = code;
        this.country = country;
        this.registered = registered;
    }

    /**
     * A country.
     *
     * @param code its code, or {@code null}
     */
    public record Place(String code) {
        @MaxMindDbConstructor
        public Place(@MaxMindDbParameter(name = "iso_code") String code) {
            this.code = code;
        }
    }

    /** The country; absent when the entry has none, or a code such as EU or ZZ that is no country's. */
    Optional<Origin.Country> origin() {
        return Stream.of(
                        Optional.ofNullable(code),
                        Optional.ofNullable(country).map(Place::code),
                        Optional.ofNullable(registered).map(Place::code))
                .flatMap(Optional::stream)
                .map(CountryCodes::canonical)
                .filter(CountryCodes.all()::contains)
                .findFirst()
                .map(Origin.Country::new);
    }
}
