package org.waypost.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.OwnMigrations;

class MigrationsTest {

    private static final Migration ONE = Migration.of(1, "one", "CREATE TABLE a (id int PRIMARY KEY)");
    private static final Migration TWO = Migration.of(2, "two", "CREATE TABLE b (id int PRIMARY KEY)");

    @Test
    void areSortedByNumber() {
        assertThat(Migrations.of(List.of(TWO, ONE)).steps()).containsExactly(ONE, TWO);
    }

    @Test
    void refuseANumberThatStandsTwice() {
        assertThatThrownBy(() -> Migrations.of(List.of(ONE, ONE))).hasMessageContaining("migration 1 stands twice");
    }

    @Test
    void refuseAGap() {
        assertThatThrownBy(() -> Migrations.of(List.of(TWO))).hasMessageContaining("expected 1");
    }

    @Test
    void checksumFollowsTheStatements() {
        assertThat(Migrations.checksum(ONE))
                .hasSize(64)
                .isEqualTo(Migrations.checksum(Migration.of(7, "other", "CREATE TABLE a (id int PRIMARY KEY)")))
                .isNotEqualTo(Migrations.checksum(TWO));
    }

    @Test
    void ourOwnCanBeRepeated() {
        assertThat(OwnMigrations.all().steps())
                .isNotEmpty()
                .flatExtracting(Migration::statements)
                .allMatch(statement -> ((String) statement).contains("IF NOT EXISTS"));
    }
}
