package org.waypost.cassandra.patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.datastax.dse.driver.api.core.cql.reactive.ReactiveRow;
import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metrics.DefaultNodeMetric;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.NodeWatch;
import org.waypost.cassandra.session.SessionFactory;
import org.waypost.engines.settings.EnginePort;
import org.waypost.testing.engines.TestCassandra;
import org.waypost.testing.engines.TestEngine;
import reactor.core.publisher.Flux;

/** Requests to an engine that is killed with SIGKILL and comes back. */
class PatientSessionIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final AtomicInteger RETURNS = new AtomicInteger();

    private static TestEngine engine;
    private static CqlSession plain;
    private static CqlSession patient;

    @BeforeAll
    static void start() {
        engine = TestCassandra.startOwn();
        int port = engine.address(EnginePort.CQL).getPort();
        NodeWatch nodes = new NodeWatch();
        nodes.whenBack(RETURNS::incrementAndGet);
        plain = new SessionFactory(CassandraSettings.local(port, "patience"), new MetricRegistry(), nodes).open();
        patient = new PatientSession(plain, LONG);
        plain.execute("CREATE TABLE letter (id int PRIMARY KEY, text text)");
        plain.execute("CREATE TABLE quota (id int PRIMARY KEY, value counter)");
    }

    @AfterAll
    static void stop() {
        if (plain != null) {
            plain.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void requestsThatAreMadeWhileTheEngineIsDownSucceedWhenItIsBack() throws Exception {
        PreparedStatement insert = patient.prepare("INSERT INTO letter (id, text) VALUES (?, ?)");
        PreparedStatement count = patient.prepare("UPDATE quota SET value = value + ? WHERE id = ?");
        PreparedStatement once = patient.prepare("INSERT INTO letter (id, text) VALUES (?, ?) IF NOT EXISTS");
        int returns = RETURNS.get();
        engine.kill();
        awaitDown();

        CompletableFuture<ResultSet> sync =
                CompletableFuture.supplyAsync(() -> patient.execute(insert.bind(1, "sync")));
        CompletableFuture<AsyncResultSet> async =
                patient.executeAsync(insert.bind(2, "async")).toCompletableFuture();
        CompletableFuture<List<ReactiveRow>> reactive = Flux.from(patient.executeReactive(insert.bind(3, "reactive")))
                .collectList()
                .toFuture();
        CompletableFuture<AsyncResultSet> counted =
                patient.executeAsync(count.bind(7L, 1)).toCompletableFuture();
        CompletableFuture<Boolean> condition = patient.executeAsync(once.bind(4, "once"))
                .thenApply(AsyncResultSet::wasApplied)
                .toCompletableFuture();
        CompletableFuture<List<Integer>> read =
                CompletableFuture.supplyAsync(() -> patient.execute("SELECT id FROM letter WHERE id = 9")
                        .map(row -> row.getInt(0))
                        .all());
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(3))
                .until(() -> !sync.isDone() && !async.isDone() && !reactive.isDone() && !counted.isDone());
        engine.restart();

        assertThat(CompletableFuture.allOf(sync, async, reactive, counted, condition, read))
                .succeedsWithin(LONG);
        assertThat(plain.execute("SELECT text FROM letter WHERE id IN (1, 2, 3, 4)")
                        .map(row -> row.getString(0))
                        .all())
                .containsExactlyInAnyOrder("sync", "async", "reactive", "once");
        assertThat(condition.get()).isTrue();
        Awaitility.await().untilAsserted(() -> assertThat(RETURNS).hasValue(returns + 1));
        assertThat(plain.execute("SELECT value FROM quota WHERE id = 1").one().getLong(0))
                .as("counted once, since no node had begun with it")
                .isEqualTo(7);
    }

    @Test
    void whatMayHaveBeenDoneIsRepeatedOnlyWhenTwiceIsOnce() throws Exception {
        stopAnswering();
        CompletableFuture<AsyncResultSet> value = patient.executeAsync(
                        "INSERT INTO letter (id, text) VALUES (11, 'in flight')")
                .toCompletableFuture();
        CompletableFuture<List<ReactiveRow>> read = Flux.from(
                        patient.executeReactive("SELECT text FROM letter WHERE id = 11"))
                .collectList()
                .toFuture();
        CompletableFuture<AsyncResultSet> counted = patient.executeAsync(
                        "UPDATE quota SET value = value + 1 WHERE id = 11")
                .toCompletableFuture();
        CompletableFuture<AsyncResultSet> condition = patient.executeAsync(
                        "INSERT INTO letter (id, text) VALUES (12, 'once') IF NOT EXISTS")
                .toCompletableFuture();
        CompletableFuture<List<ReactiveRow>> reactive = Flux.from(
                        patient.executeReactive("UPDATE quota SET value = value + 1 WHERE id = 11"))
                .collectList()
                .toFuture();
        awaitSent(5);
        engine.kill();

        assertThat(List.of(counted, condition, reactive)).allSatisfy(future -> assertThat(future)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ClosedConnectionException.class));
        assertThat(List.of(value, read)).noneMatch(CompletableFuture::isDone);
        engine.restart();

        assertThat(CompletableFuture.allOf(value, read)).succeedsWithin(LONG);
        assertThat(patient.execute("SELECT text FROM letter WHERE id = 11")
                        .one()
                        .getString(0))
                .isEqualTo("in flight");
        assertThat(patient.execute("SELECT value FROM quota WHERE id = 11").all())
                .isEmpty();
        assertThat(patient.execute("SELECT id FROM letter WHERE id = 12").all()).isEmpty();
    }

    @Test
    void patienceThatEndsGivesTheLastError() throws Exception {
        Duration patience = Duration.ofMillis(1500);
        CqlSession hasty = new PatientSession(plain, patience);
        String select = "SELECT id FROM letter WHERE id = 1";
        engine.kill();
        awaitDown();
        try {
            Instant begin = Instant.now();
            assertThatThrownBy(() -> hasty.execute(select)).isInstanceOf(AllNodesFailedException.class);
            assertThat(Duration.between(begin, Instant.now()))
                    .isBetween(Duration.ofMillis(500), patience.plusSeconds(2));
            assertThat(hasty.executeAsync(select).toCompletableFuture())
                    .failsWithin(patience.plusSeconds(2))
                    .withThrowableThat()
                    .withCauseInstanceOf(AllNodesFailedException.class);
            assertThat(Flux.from(hasty.executeReactive(select)).collectList().toFuture())
                    .failsWithin(patience.plusSeconds(2))
                    .withThrowableThat()
                    .withCauseInstanceOf(AllNodesFailedException.class);
        } finally {
            engine.restart();
        }
        assertThat(patient.execute(select)).isNotNull();
    }

    @Test
    void whatTheEngineRefusesIsToldAtOnce() {
        assertThatThrownBy(() -> patient.execute("SELECT nothing FROM nowhere"))
                .isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> patient.execute("SELEC")).isInstanceOf(SyntaxError.class);
    }

    /** The process takes requests from its sockets no more; it is killed later, still stopped. */
    private static void stopAnswering() throws Exception {
        Process signal = new ProcessBuilder(
                        "kill", "-STOP", Long.toString(engine.handle().pid()))
                .inheritIO()
                .start();
        assertThat(signal.waitFor()).isZero();
    }

    private static void awaitSent(int requests) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> plain.getMetrics()
                                .orElseThrow()
                                .<Gauge<Integer>>getNodeMetric(node(), DefaultNodeMetric.IN_FLIGHT)
                                .orElseThrow()
                                .getValue()
                        >= requests);
    }

    /** The driver has noticed that nobody answers. */
    private static void awaitDown() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> node().getOpenConnections() == 0);
    }

    private static Node node() {
        return plain.getMetadata().getNodes().values().iterator().next();
    }
}
