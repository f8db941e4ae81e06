package org.waypost.steps;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;

/**
 * One parameter of a mailet, or the condition of a matcher: its name, what it is for, what may be said, and what holds
 * when nothing is said.
 *
 * @param name     as it stands in {@code mailetcontainer.xml}; for the condition of a matcher, a word for the reader
 * @param about    what it is for, in a sentence
 * @param expected what may be said, in words, to be read after "expected"
 * @param standard what holds when nothing is said; {@code null} when there is no such thing
 * @param optional whether it may be left out without anything in its place
 * @param reader   makes the value; throws {@link IllegalArgumentException} for what can't be
 */
public record Parameter<T>(
        String name, String about, String expected, String standard, boolean optional, Reader<T> reader) {

    private Parameter(String name, String about, String expected, String standard, Reader<T> reader) {
        this(name, about, expected, standard, false, reader);
    }

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s?(ms|s|m|h|d)");
    private static final Pattern LIST = Pattern.compile("[\\s,]+");

    /** Makes a value of text that is never blank at its ends. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(String text) throws AddressException;
    }

    /** Any text. */
    public static Parameter<String> text(String name, String about) {
        return new Parameter<>(name, about, "text", null, text -> text);
    }

    /** Text of a form. */
    public static Parameter<String> form(String name, String about, String expected, Pattern form) {
        return new Parameter<>(name, about, expected, null, text -> {
            if (!form.matcher(text).matches()) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    /** The name of a processor of the same file. */
    public static Parameter<String> processor(String name, String about) {
        return new Parameter<>(name, about, PROCESSOR, null, text -> {
            if (!text.matches("[A-Za-z0-9_-]+")) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    /** What {@link #processor} expects; by this a checker knows that the value refers to one. */
    public static final String PROCESSOR = "the name of a processor";

    /** {@code true} or {@code false}. */
    public static Parameter<Boolean> flag(String name, String about) {
        return new Parameter<>(name, about, "true or false", null, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** A whole number within bounds, both included. */
    public static Parameter<Integer> number(String name, String about, int least, int most) {
        return new Parameter<>(name, about, "a whole number from " + least + " to " + most, null, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    /** A share such as {@code 90%}, in whole percent within bounds, both included. */
    public static Parameter<Integer> percent(String name, String about, int least, int most) {
        return new Parameter<>(name, about, "a share from " + least + "% to " + most + "%", null, text -> {
            int number = Integer.parseInt(text.endsWith("%") ? text.substring(0, text.length() - 1) : "none");
            if (number < least || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    /** A duration such as {@code 90s}, {@code 15m}, {@code 12h} or {@code 7d}, within bounds, both included. */
    public static Parameter<Duration> duration(String name, String about, Duration least, Duration most) {
        String expected = "a duration such as 90s, 15m, 12h or 7d, from " + shown(least) + " to " + shown(most);
        return new Parameter<>(name, about, expected, null, text -> {
            Duration duration = duration(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException();
            }
            return duration;
        });
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
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

    private static String shown(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** One of the constants, said in small letters with hyphens. */
    public static <E extends Enum<E>> Parameter<E> choice(String name, String about, Class<E> constants) {
        List<String> words =
                Arrays.stream(constants.getEnumConstants()).map(Parameter::word).toList();
        return new Parameter<>(name, about, "one of " + String.join(", ", words), null, text -> Arrays.stream(
                        constants.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A mail address. */
    public static Parameter<MailAddress> address(String name, String about) {
        return new Parameter<>(name, about, "a mail address", null, MailAddress::new);
    }

    /** Domains, separated by commas or spaces; at least one. */
    public static Parameter<Set<Domain>> domains(String name, String about) {
        return words(name, about, "domains separated by commas")
                .as(words -> words.stream().map(Domain::of).collect(Collectors.toUnmodifiableSet()));
    }

    /** Words, separated by commas or spaces; at least one. */
    public static Parameter<List<String>> words(String name, String about, String expected) {
        return new Parameter<>(name, about, expected, null, text -> {
            List<String> words =
                    LIST.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
            if (words.isEmpty()) {
                throw new IllegalArgumentException();
            }
            return words;
        });
    }

    /** Makes another thing of the value; what {@code make} refuses with {@link IllegalArgumentException} is refused. */
    public <R> Parameter<R> as(java.util.function.Function<T, R> make) {
        return new Parameter<>(name, about, expected, standard, optional, text -> make.apply(reader.read(text)));
    }

    /** What holds when nothing is said; it is read like what is said. */
    public Parameter<T> orElse(String value) {
        return new Parameter<>(name, about, expected, value, false, reader);
    }

    /** It may be left out; {@link Parameters.Said#optional} tells. */
    public Parameter<T> orNothing() {
        return new Parameter<>(name, about, expected, null, true, reader);
    }

    /**
     * Reads what was said.
     *
     * @param step the simple name of the mailet or matcher, for the error
     * @param said may be {@code null} or blank when nothing was said
     * @throws StepRefused when it must be said and wasn't, or can't be
     */
    public T read(String step, String said) throws StepRefused {
        String text = said == null || said.isBlank() ? standard : said.trim();
        if (text == null) {
            throw new StepRefused(step, name, "missing", expected);
        }
        try {
            return reader.read(text);
        } catch (IllegalArgumentException | AddressException e) {
            throw new StepRefused(step, name, "'" + text + "'", expected);
        }
    }
}
