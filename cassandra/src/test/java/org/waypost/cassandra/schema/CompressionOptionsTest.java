package org.waypost.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.querybuilder.SchemaBuilder;
import org.junit.jupiter.api.Test;

class CompressionOptionsTest {

    @Test
    void writesWhatCassandraFiveTakes() {
        String stock = SchemaBuilder.createTable("cup")
                .withPartitionKey("id", DataTypes.INT)
                .withLZ4Compression(8, 1.0)
                .withComment("Cups.")
                .asCql();
        assertThat(stock).contains("chunk_length_kb", "'crc_check_chance'");

        String modern = CompressionOptions.modern(stock);

        assertThat(modern)
                .contains("'chunk_length_in_kb':8}")
                .endsWith(" AND crc_check_chance=1.0")
                .doesNotContain("chunk_length_kb", "'crc_check_chance'");
    }

    @Test
    void leavesOtherTablesAlone() {
        String plain = SchemaBuilder.createTable("cup")
                .withPartitionKey("id", DataTypes.INT)
                .withComment("Cups.")
                .asCql();

        assertThat(CompressionOptions.modern(plain)).isEqualTo(plain);
    }
}
