package org.waypost.server.configuration.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads an XML file into {@link XmlNode}s. Document types and external entities are refused. */
public final class XmlText {
    private XmlText() {}

    /** The file isn't well-formed. */
    public static final class NotWellFormed extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        NotWellFormed(int line, String message) {
            super(message);
            this.line = line;
        }

        /** Line of the fault, counted from 1; 0 when unknown. */
        public int line() {
            return line;
        }
    }

    /** Reads a file. */
    public static XmlNode read(Path path) throws IOException, NotWellFormed {
        try (InputStream stream = Files.newInputStream(path)) {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            Tree tree = new Tree();
            factory.newSAXParser().parse(new InputSource(stream), tree);
            return tree.root;
        } catch (SAXParseException e) {
            throw new NotWellFormed(e.getLineNumber(), e.getMessage());
        } catch (SAXException e) {
            throw new NotWellFormed(0, e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the XML parser of this Java lacks secure processing", e);
        }
    }

    private static final class Tree extends DefaultHandler {
        private final Deque<XmlNode> open = new ArrayDeque<>();
        private Locator locator;
        private XmlNode root;

        @Override
        public void setDocumentLocator(Locator locator) {
            this.locator = locator;
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < attributes.getLength(); i++) {
                values.put(attributes.getQName(i), attributes.getValue(i));
            }
            XmlNode node = new XmlNode(name, locator.getLineNumber(), values);
            if (open.isEmpty()) {
                root = node;
            } else {
                open.peek().add(node);
            }
            open.push(node);
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            open.pop();
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            if (!open.isEmpty()) {
                open.peek().append(characters, start, length);
            }
        }

        @Override
        public void error(SAXParseException fault) throws SAXException {
            throw fault;
        }
    }
}
