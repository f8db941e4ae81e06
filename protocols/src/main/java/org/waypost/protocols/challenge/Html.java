package org.waypost.protocols.challenge;

/** Writes small pages without scripts or styles; every text is escaped. */
final class Html {
    private final StringBuilder page = new StringBuilder();

    /** Begins a page with a title, which is its heading too. */
    static Html page(String title) {
        Html html = new Html();
        html.page
                .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><title>")
                .append(escaped(title))
                .append("</title></head><body><main>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        return html;
    }

    Html paragraph(String text) {
        page.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    Html heading(String text) {
        page.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    /** A form that posts to an address, with hidden fields by pairs of name and value, and buttons. */
    Html form(String address, String[] hidden, Button... buttons) {
        page.append("<form method=\"post\" action=\"").append(escaped(address)).append("\">");
        for (int index = 0; index < hidden.length; index += 2) {
            field("<input type=\"hidden\"", hidden[index], hidden[index + 1]).append(">");
        }
        for (Button button : buttons) {
            field("<button type=\"submit\"", "do", button.action())
                    .append(">")
                    .append(escaped(button.words()))
                    .append("</button> ");
        }
        page.append("</form>\n");
        return this;
    }

    /**
     * A button.
     *
     * @param action the value of the parameter {@code do}
     */
    record Button(String action, String words) {}

    private StringBuilder field(String tag, String name, String value) {
        return page.append(tag)
                .append(" name=\"")
                .append(escaped(name))
                .append("\" value=\"")
                .append(escaped(value))
                .append("\"");
    }

    String end() {
        return page + "</main></body></html>\n";
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
            }
        });
        return safe.toString();
    }
}
