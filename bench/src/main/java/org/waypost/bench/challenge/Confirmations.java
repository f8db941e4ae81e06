package org.waypost.bench.challenge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.waypost.testing.smtp.SmtpSender;
import org.waypost.testing.smtp.SmtpSink;

/** Challenges that arrived, and how senders answer them: half by the button of the page, half by a reply. */
final class Confirmations {
    private static final Pattern PAGE = Pattern.compile("(https://\\S+/challenge/[a-z2-7]+)");
    private static final Pattern REPLY_TO = Pattern.compile("(?m)^Reply-To: (\\S+)");

    private final Map<String, String> challenges = new LinkedHashMap<>();

    private Confirmations() {}

    static Confirmations from(SmtpSink world) {
        Confirmations all = new Confirmations();
        world.taken()
                .forEach(mail -> all.challenges.put(
                        mail.to().get(0).replaceAll("^<|>.*", ""),
                        // Quoted-printable lines are joined again, so that links are whole (RFC 2045 §6.7).
                        mail.data().replace("=\n", "")));
        return all;
    }

    /** How many senders were challenged. */
    int senders() {
        return challenges.size();
    }

    void answer(int smtp, SSLContext trust) throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newBuilder().sslContext(trust).build();
        int number = 0;
        try (SmtpSender client = new SmtpSender(smtp, "mx.genuine.test")) {
            for (Map.Entry<String, String> challenge : challenges.entrySet()) {
                if (number++ % 2 == 0) {
                    press(browser, URI.create(found(PAGE, challenge.getValue())));
                } else {
                    Traffic.must(
                            client,
                            Traffic.Mail.of(
                                    challenge.getKey(),
                                    challenge.getKey(),
                                    found(REPLY_TO, challenge.getValue()),
                                    "",
                                    "Re confirm " + number));
                }
            }
        }
    }

    private static void press(HttpClient browser, URI page) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(page).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(page + " answered " + answer.statusCode());
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
