package org.waypost.mailets.quota;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.settings.SettingRefused;

/**
 * The server's texts by language: for each a file {@code en.txt} whose first line is {@code Subject: …}, then an empty line and the
 * text, and beside it, when there is to be one, {@code en.html}. Languages that the folder lacks come from the program.
 */
public final class WarningTexts {
    private static final List<String> SHIPPED = List.of("en", "de", "ru", "ja");
    private static final String SUBJECT = "Subject:";
    private static final String ENGLISH = "en";
    private static final Logger LOGGER = LoggerFactory.getLogger(WarningTexts.class);

    private final Map<String, QuotaWarnings.Text> texts = new LinkedHashMap<>();

    /**
     * Reads all files, so that a wrong one is told at the start.
     *
     * @param folder need not exist
     * @throws IllegalArgumentException for a file that can't be used, naming it
     */
    public WarningTexts(Path folder) throws IOException {
        for (String language : SHIPPED) {
            texts.put(
                    language,
                    text(
                            "the program's " + language,
                            shipped(language + ".txt").orElseThrow(),
                            shipped(language + ".html").orElse(null)));
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                String language = file.getFileName().toString().replaceFirst("\\.txt$", "");
                Path html = folder.resolve(language + ".html");
                texts.put(
                        language,
                        text(
                                file.toString(),
                                Files.readString(file),
                                Files.exists(html) ? Files.readString(html) : null));
            }
        }
    }

    private static Optional<String> shipped(String name) throws IOException {
        try (InputStream in = WarningTexts.class.getResourceAsStream("texts/" + name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static QuotaWarnings.Text text(String file, String source, String html) {
        String[] parts = source.replace("\r\n", "\n").split("\n\\s*\n", 2);
        if (parts.length != 2 || !parts[0].startsWith(SUBJECT)) {
            throw new IllegalArgumentException(
                    file + ": expected a first line 'Subject: …', an empty line and the text");
        }
        try {
            return new QuotaWarnings.Text(parts[0].substring(SUBJECT.length()).strip(), parts[1], html);
        } catch (SettingRefused e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The words for a stage: its own, then those that the settings have for the language, then the server's. A part of a language
     * such as {@code pt-BR} that nobody has is taken from {@code pt}, and English is for those that are missing.
     */
    QuotaWarnings.Text of(QuotaWarnings settings, QuotaWarnings.Stage stage) {
        QuotaWarnings.Text words = ofLanguage(settings);
        if (stage.text() == null) {
            return new QuotaWarnings.Text(
                    stage.subject() == null ? words.subject() : stage.subject(),
                    words.text(),
                    stage.html() == null ? words.html() : stage.html());
        }
        // The HTML of others would say something else.
        return new QuotaWarnings.Text(
                stage.subject() == null ? words.subject() : stage.subject(), stage.text(), stage.html());
    }

    private QuotaWarnings.Text ofLanguage(QuotaWarnings settings) {
        String tag = settings.language();
        while (true) {
            QuotaWarnings.Text found = settings.texts().getOrDefault(tag, texts.get(tag));
            if (found != null) {
                return found;
            }
            int shorter = tag.lastIndexOf('-');
            if (shorter < 0) {
                LOGGER.warn("There are no quota warnings in '{}', English is taken", settings.language());
                return settings.texts().getOrDefault(ENGLISH, texts.get(ENGLISH));
            }
            tag = tag.substring(0, shorter);
        }
    }
}
