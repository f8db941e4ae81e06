package org.waypost.engines.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.failure.FolderUnusable;
import org.waypost.engines.failure.LayoutMissing;
import org.waypost.engines.settings.Engine;

class EngineHomeTest {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root"));

    @TempDir
    Path temp;

    @Test
    void aBundleHasTheFilesBelowEngines() throws Exception {
        Path lib = Files.createDirectories(temp.resolve("engines/tika/lib"));
        assertThat(new EngineHome(temp).of(Engine.TIKA)).isEqualTo(lib.getParent());
    }

    @Test
    void aCheckoutHasThemInTarget() {
        for (Engine engine : Engine.values()) {
            assertThat(new EngineHome(ROOT).of(engine)).isEqualTo(ROOT.resolve("engines/" + engine + "/target/dist"));
        }
    }

    @Test
    void missingFilesAreRefusedWithBothPlaces() {
        assertThatExceptionOfType(LayoutMissing.class)
                .isThrownBy(() -> new EngineHome(temp).of(Engine.CASSANDRA))
                .withMessageContaining(temp.resolve("engines/cassandra").toString())
                .withMessageContaining(
                        temp.resolve("engines/cassandra/target/dist").toString());
    }

    @Test
    void thePomWithoutAParentHasTheVersionOfTheParent() throws Exception {
        assertThat(version(ROOT.resolve("engines/cassandra/pom.xml"))).isEqualTo(version(ROOT.resolve("pom.xml")));
    }

    private static String version(Path pom) throws Exception {
        Matcher matcher = Pattern.compile("<engine.cassandra.version>(.*)</engine.cassandra.version>")
                .matcher(Files.readString(pom));
        assertThat(matcher.find()).as(pom.toString()).isTrue();
        return matcher.group(1);
    }

    @Test
    void theLaidOutEnginesAreTheVersionsOfThePom() {
        assertThat(ROOT.resolve("engines/cassandra/target/dist/lib/cassandra-all-5.0.9.jar"))
                .exists();
        assertThat(ROOT.resolve("engines/opensearch/target/dist/lib/opensearch-2.19.6.jar"))
                .exists();
        assertThat(ROOT.resolve("engines/tika/target/dist/lib/tika-server-standard-3.3.2.jar"))
                .exists();
    }

    @Test
    void openSearchHasTheModulesThatTheSearchNeeds() {
        Path modules = ROOT.resolve("engines/opensearch/target/dist/modules");
        for (String module : new String[] {
            "transport-netty4", "analysis-common", "lang-painless", "reindex", "parent-join", "mapper-extras"
        }) {
            assertThat(modules.resolve(module).resolve("plugin-descriptor.properties"))
                    .content()
                    .contains("name=" + module)
                    .contains("opensearch.version=2.19.6");
        }
    }

    @Test
    void aFolderThatCanNotBeMadeIsNamed() throws Exception {
        Files.createFile(temp.resolve("var"));
        EngineFolders folders =
                EngineFolders.of(Engine.TIKA, new EngineHome(ROOT), temp.resolve("var"), temp.resolve("log"));
        assertThatExceptionOfType(FolderUnusable.class)
                .isThrownBy(folders::create)
                .withMessageContaining(temp.resolve("var/tika").toString());
    }
}
