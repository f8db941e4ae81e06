package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.james.jmap.draft.utils.JsoupHtmlTextExtractor;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CVE-2024-45626: a small mail whose lists stand inside each other grew to any size when its text was taken. */
class BoundedHtmlTextExtractorTest {
    private static final int LEVELS = 5_000;
    private static final String BOMB = "<ul><li>".repeat(LEVELS);

    private final BoundedHtmlTextExtractor bounded = new BoundedHtmlTextExtractor();
    private final JsoupHtmlTextExtractor stock = new JsoupHtmlTextExtractor();

    @Test
    void nestedListsGrowWithoutBoundOnStockJames() {
        assertThat(stock.toPlainText(BOMB).length()).isGreaterThan(BOMB.length() * 100);
    }

    @Test
    void nestedListsDoNotGrow() {
        assertThat(bounded.toPlainText(BOMB).length()).isLessThan(BOMB.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>one</p><p>two</p>",
                "one<br>two<br/>three",
                "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>after",
                "<ol><li>a<ol><li>b</li></ol></ol>",
                "<img src=x alt='  a   cat '><img alt=''>",
                "<div><b>bold</b> and <i>not</i></div>",
                "<html><head><title>no</title><style>p{}</style></head><body>yes &amp; <a href=x>link</a></body></html>",
                "",
                "just words"
            })
    void ordinaryMailReadsAsOnStockJames(String html) {
        assertThat(bounded.toPlainText(html)).isEqualTo(stock.toPlainText(html));
    }

    @Test
    void inputAndOutputAreBounded() {
        String text = bounded.toPlainText("x".repeat(3 * BoundedHtmlTextExtractor.INPUT_LIMIT));

        assertThat(text).hasSize(BoundedHtmlTextExtractor.OUTPUT_LIMIT);
    }

    @Test
    void wordsDeepInsideAreLeftOutAndThoseAfterThemAreNot() {
        String html = "<div>".repeat(2 * BoundedHtmlTextExtractor.DEPTH_LIMIT)
                + "deep"
                + "</div>".repeat(2 * BoundedHtmlTextExtractor.DEPTH_LIMIT)
                + "after";

        assertThat(bounded.toPlainText(html)).doesNotContain("deep").contains("after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<div>", "<b>", "<ul><li>", "<table><tr><td>", "<p>", "<b x=1><p>", "<a href=1><div>", "<", "&"})
    void everyBombIsThroughInSeconds(String part) {
        String html = part.repeat(BoundedHtmlTextExtractor.INPUT_LIMIT / part.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(
                        bounded.toPlainText(html).length())
                .isLessThanOrEqualTo(BoundedHtmlTextExtractor.OUTPUT_LIMIT));
    }
}
