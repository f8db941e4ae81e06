package org.waypost.accounts.settings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.waypost.accounts.network.AddressBlock;

/** How the types that settings are made of look in JSON. */
final class SettingTypes extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s?(ms|s|m|h|d)");

    SettingTypes() {
        super("waypost-settings");
        type(Duration.class, SettingTypes::duration, SettingTypes::text);
        type(MailAddress.class, SettingTypes::address, MailAddress::asString);
        type(Domain.class, SettingTypes::domain, Domain::asString);
        type(Username.class, SettingTypes::user, Username::asString);
        type(OffsetDateTime.class, SettingTypes::moment, OffsetDateTime::toString);
        type(ZonedDateTime.class, SettingTypes::zoned, ZonedDateTime::toString);
        type(LocalDate.class, SettingTypes::date, LocalDate::toString);
        type(AddressBlock.class, SettingTypes::block, SettingTypes::text);
        setDeserializerModifier(new Words());
        addSerializer(enumType(), new JsonSerializer<Enum<?>>() {
            @Override
            public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(word(value));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Class<Enum<?>> enumType() {
        return (Class<Enum<?>>) (Class<?>) Enum.class;
    }

    /** {@code ACCEPT_ONLY} is said {@code accept-only}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private <T> void type(Class<T> type, Function<String, T> read, Function<T, String> write) {
        addDeserializer(type, new OfText<>(read));
        addSerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
    }

    private static final class OfText<T> extends JsonDeserializer<T> {
        private final Function<String, T> read;

        OfText(Function<String, T> read) {
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new SettingRefused("", context.readTree(parser).asText(), "text");
            }
            return read.apply(parser.getText().trim());
        }
    }

    /** Reads the constants of every enum by their words. */
    private static final class Words extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> standard) {
            Enum<?>[] constants = (Enum<?>[]) type.getRawClass().getEnumConstants();
            return new OfText<>(text -> Arrays.stream(constants)
                    .filter(constant -> word(constant).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new SettingRefused("", text, words(constants))));
        }
    }

    private static String words(Enum<?>[] constants) {
        return "one of " + Arrays.stream(constants).map(SettingTypes::word).toList();
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new SettingRefused("", text, "a duration such as 90s, 15m, 12h or 7d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    static String text(Duration duration) {
        long millis = duration.toMillis();
        record Unit(String name, long millis) {}
        return Arrays.stream(new Unit[] {
                    new Unit("d", 86_400_000), new Unit("h", 3_600_000), new Unit("m", 60_000), new Unit("s", 1000)
                })
                .filter(unit -> millis != 0 && millis % unit.millis() == 0)
                .findFirst()
                .map(unit -> millis / unit.millis() + unit.name())
                .orElse(millis + "ms");
    }

    private static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (AddressException e) {
            throw new SettingRefused("", text, "a mail address such as bob@example.org");
        }
    }

    private static Domain domain(String text) {
        try {
            return Domain.of(text);
        } catch (IllegalArgumentException e) {
            throw new SettingRefused("", text, "a domain such as example.org");
        }
    }

    private static Username user(String text) {
        try {
            return Username.of(text);
        } catch (IllegalArgumentException e) {
            throw new SettingRefused("", text, "a user such as bob@example.org");
        }
    }

    private static AddressBlock block(String text) {
        try {
            return AddressBlock.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingRefused("", text, "an address or network such as 192.0.2.0/24 or 2001:db8::/32");
        }
    }

    private static String text(AddressBlock block) {
        return InetAddresses.toAddrString(block.network()) + "/" + block.prefix();
    }

    private static OffsetDateTime moment(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new SettingRefused("", text, "a moment such as 2027-01-31T18:00:00+01:00");
        }
    }

    private static ZonedDateTime zoned(String text) {
        try {
            return ZonedDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new SettingRefused(
                    "", text, "a moment such as 2027-01-31T18:00:00+01:00 or 2027-01-31T18:00:00+01:00[Europe/Berlin]");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new SettingRefused("", text, "a date such as 2027-01-31");
        }
    }
}
