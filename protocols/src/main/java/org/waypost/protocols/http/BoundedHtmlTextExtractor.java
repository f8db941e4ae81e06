package org.waypost.protocols.http;

import org.apache.commons.lang3.StringUtils;
import org.apache.james.util.html.HtmlTextExtractor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * Turns HTML into text like James does, at a cost that the sender can't drive up (CVE-2024-45626): only so much of the input is read,
 * elements are followed only so deep, and indentation and output are bounded. What lies beyond a bound is left out.
 */
public final class BoundedHtmlTextExtractor implements HtmlTextExtractor {
    /** Characters of HTML that are read. */
    static final int INPUT_LIMIT = 1 << 20;

    /** Characters of text that are written. */
    static final int OUTPUT_LIMIT = 1 << 18;

    /** Elements inside each other that are followed. */
    static final int DEPTH_LIMIT = 256;

    /** Spaces before a list item. */
    static final int INDENT_LIMIT = 16;

    @Override
    public String toPlainText(String html) {
        Document document = Jsoup.parse(html.length() > INPUT_LIMIT ? html.substring(0, INPUT_LIMIT) : html);
        Writer writer = new Writer();
        NodeTraversor.filter(writer, document.body());
        return writer.text.toString();
    }

    private static final class Writer implements NodeFilter {
        private final StringBuilder text = new StringBuilder();
        private int lists;

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode words) {
                write(words.getWholeText());
            } else if (node instanceof Element element) {
                if (isList(element)) {
                    lists++;
                } else if (element.normalName().equals("li")) {
                    write("\n" + " ".repeat(Math.min(lists, INDENT_LIMIT)) + "- ");
                }
            }
            if (text.length() >= OUTPUT_LIMIT) {
                return FilterResult.STOP;
            }
            return depth < DEPTH_LIMIT ? FilterResult.CONTINUE : FilterResult.SKIP_CHILDREN;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                if (isList(element)) {
                    lists--;
                }
                write(after(element));
            }
            return text.length() >= OUTPUT_LIMIT ? FilterResult.STOP : FilterResult.CONTINUE;
        }

        private String after(Element element) {
            return switch (element.normalName()) {
                case "br" -> "\n";
                case "p" -> "\n\n";
                case "ul", "ol" -> lists == 0 ? "\n\n" : "";
                case "img" -> alternative(element);
                default -> "";
            };
        }

        private static String alternative(Element image) {
            String words = StringUtils.normalizeSpace(image.attr("alt"));
            return words.isEmpty() ? "" : "[" + words + "]";
        }

        private static boolean isList(Element element) {
            return element.normalName().equals("ul") || element.normalName().equals("ol");
        }

        private void write(String words) {
            int room = OUTPUT_LIMIT - text.length();
            text.append(words, 0, Math.min(words.length(), room));
        }
    }
}
