package org.waypost.server.configuration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.configuration.reading.XmlText;

class FlowDrawingTest {
    @TempDir
    Path folder;

    private Flow flow;

    @BeforeEach
    void read() throws Exception {
        Path file = folder.resolve("pipeline.xml");
        Files.writeString(
                file,
                """
                <mailetcontainer><processors>
                  <processor state="root">
                    <mailet match="SizeGreaterThan=20m" class="ToProcessor"><processor>too-big</processor></mailet>
                    <mailet match="SubjectIs=&quot;a&lt;b&quot;" class="AddFooter">
                      <text>x</text><onMailetException>too-big</onMailetException>
                    </mailet>
                    <mailet match="All" class="RemoteDelivery"><bounceProcessor>too-big</bounceProcessor></mailet>
                  </processor>
                  <processor state="too-big">
                    <mailet match="All" class="ToRepository">
                      <repositoryPath>cassandra://var/mail/big/</repositoryPath>
                    </mailet>
                  </processor>
                </processors></mailetcontainer>
                """);
        flow = Flow.of(XmlText.read(file));
    }

    @Test
    void mermaidShowsProcessorsStepsMatchersAndWhereMailGoes() {
        assertThat(FlowDrawing.mermaid(flow))
                .isEqualTo(
                        """
                        flowchart TD
                          subgraph box_root["root"]
                            root_1["ToProcessor<br/>SizeGreaterThan=20m"]
                            root_2["AddFooter<br/>SubjectIs=&quot;a&lt;b&quot;"]
                            root_3["RemoteDelivery"]
                          end
                          subgraph box_too_big["too-big"]
                            too_big_1["ToRepository"]
                          end
                          place_1(["other servers"])
                          place_2(["cassandra://var/mail/big/"])
                          root_1 -->|"others"| root_2
                          root_1 --> too_big_1
                          root_2 --> root_3
                          root_2 -.->|"onMailetException"| too_big_1
                          root_3 --> place_1
                          root_3 -->|"bounceProcessor"| too_big_1
                          too_big_1 --> place_2
                        """);
    }

    @Test
    void dotShowsTheSame() {
        assertThat(FlowDrawing.dot(flow))
                .startsWith("digraph pipeline {\n")
                .contains("subgraph cluster_box_root {\n    label=\"root\";")
                .contains("root_2 [label=\"AddFooter\\nSubjectIs=\\\"a<b\\\"\"];")
                .contains("root_2 -> too_big_1 [label=\"onMailetException\", style=dotted];")
                .contains("place_1 [shape=oval, label=\"other servers\"];")
                .endsWith("}\n");
    }
}
