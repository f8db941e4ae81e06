package org.waypost.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What Surefire and Failsafe say about the tests of one build, all modules together. */
record TestReports(List<Case> cases) {
    private static final int DEPTH = 5;

    /** One test that was reported, by its binary class name and its method with parameters if it has any. */
    record Case(String className, String name, Outcome outcome) {
        boolean is(VerificationTable.NamedTest test) {
            String simple = className.substring(className.lastIndexOf('.') + 1);
            String wanted = test.className().replace('.', '$');
            boolean sameClass = simple.equals(wanted)
                    || className.equals(test.className())
                    || test.method().isEmpty() && simple.startsWith(wanted + "$");
            return sameClass && (test.method().isEmpty() || name.matches(test.method() + "\\b.*"));
        }
    }

    /** How a test ended. */
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** The reports below a checkout that are not older than the start of the build. */
    static TestReports since(Path root, Instant start) throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                root,
                DEPTH,
                (path, attributes) -> isReport(path)
                        && !attributes.lastModifiedTime().toInstant().isBefore(start))) {
            for (Path file : files.toList()) {
                cases.addAll(read(file));
            }
        }
        return new TestReports(List.copyOf(cases));
    }

    private static boolean isReport(Path path) {
        return path.getFileName().toString().matches("TEST-.*\\.xml")
                && path.getParent().toString().matches(".*/target/(surefire|failsafe)-reports");
    }

    private static List<Case> read(Path file) throws IOException {
        try {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("testcase");
            List<Case> cases = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                Element test = (Element) found.item(i);
                cases.add(new Case(test.getAttribute("classname"), test.getAttribute("name"), outcome(test)));
            }
            return cases;
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(file + " is not a test report", e);
        }
    }

    private static Outcome outcome(Element test) {
        if (test.getElementsByTagName("skipped").getLength() > 0) {
            return Outcome.SKIPPED;
        }
        boolean failed = test.getElementsByTagName("failure").getLength() > 0
                || test.getElementsByTagName("error").getLength() > 0;
        return failed ? Outcome.FAILED : Outcome.PASSED;
    }

    /** Why the test did not hold in this build, or nothing when it ran and passed. */
    Optional<String> problemOf(VerificationTable.NamedTest test) {
        List<Case> found = cases.stream().filter(reported -> reported.is(test)).toList();
        if (found.isEmpty()) {
            return Optional.of("it did not run in this build");
        }
        return found.stream()
                .filter(reported -> reported.outcome() != Outcome.PASSED)
                .findFirst()
                .map(reported ->
                        reported.name() + " " + (reported.outcome() == Outcome.SKIPPED ? "was skipped" : "failed"));
    }
}
