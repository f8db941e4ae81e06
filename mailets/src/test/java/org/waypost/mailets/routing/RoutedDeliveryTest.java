package org.waypost.mailets.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.mailets.routing.RoutingHarness.soon;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.routes.RouteTable;
import org.waypost.mailets.bounce.DeliveryFailure;
import org.waypost.mailets.smtp.ServerName;
import org.waypost.testing.smtp.SinkCertificate;
import org.waypost.testing.smtp.SmtpSink;
import org.waypost.testing.smtp.SmtpSink.Taken;

/** Routes with real connections: from which address, by which name, with which credentials, and what happens when it fails. */
class RoutedDeliveryTest {
    private static final SinkCertificate CERTIFICATE = SinkCertificate.of("dns:relay.test");

    private final RoutingHarness server = new RoutingHarness();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String hop(SmtpSink sink) {
        return "127.0.0.1:" + sink.port();
    }

    @Test
    @Tag("feature-117")
    @Tag("feature-118")
    @Tag("feature-119")
    void domainOneLeavesByOneAddressAllOthersByAnotherWithUserAndPassword() throws Exception {
        try (SmtpSink one = SmtpSink.on("127.0.0.1");
                SmtpSink two = SmtpSink.on("127.0.0.1").withStartTls(CERTIFICATE.server())) {
            server.trusted = org.waypost.mailets.smtp.Encryption.ofTrusted(CERTIFICATE.client());
            server.dns.host("relay.test", "127.0.0.1");
            server.route(
                    "one",
                    "'when':{'senderDomains':['domain1.test']},'source4':'127.0.0.2','helo':'out.domain1.test',"
                            + "'hops':['" + hop(one) + "'],'tls':'none'");
            server.route(
                    "default",
                    "'source4':'127.0.0.3','hops':['relay.test:" + two.port()
                            + "'],'user':'us','password':'secret of us'");
            server.start();

            server.send(server.mail("a@domain1.test", "x@there.test"));
            server.send(server.mail("b@domain2.test", "x@there.test", "y@elsewhere.test"));

            soon().until(() -> one.taken().size() + two.taken().size() == 2);
            Taken first = one.taken().get(0);
            assertThat(first.peer()).isEqualTo("127.0.0.2");
            assertThat(first.helo()).isEqualTo("out.domain1.test");
            assertThat(first.user()).isEmpty();
            assertThat(first.from()).startsWith("<a@domain1.test>");
            assertThat(first.data())
                    .contains("Subject: subject of a@domain1.test")
                    .contains("first\n.line with a dot\n");
            Taken second = two.taken().get(0);
            assertThat(second.peer()).isEqualTo("127.0.0.3");
            assertThat(second.helo()).isEqualTo("me.test");
            assertThat(second.encrypted()).isTrue();
            assertThat(second.user()).isEqualTo("us");
            assertThat(second.password()).isEqualTo("secret of us");
            assertThat(second.to()).containsExactlyInAnyOrder("<x@there.test>", "<y@elsewhere.test>");
        }
    }

    @Test
    @Tag("feature-117")
    void theSourceFollowsTheFamilyOfTheTarget() throws Exception {
        try (SmtpSink six = SmtpSink.on("::1");
                SmtpSink four = SmtpSink.on("127.0.0.1")) {
            server.route(
                    "default",
                    "'source4':'127.0.0.4','source6':'::1','tls':'none','hops':['[::1]:" + six.port() + "','"
                            + hop(four) + "']");
            server.start();
            server.send(server.mail("a@domain1.test", "x@there.test"));
            soon().until(() -> six.taken().size() == 1);
            assertThat(six.taken().get(0).peer()).isEqualTo("0:0:0:0:0:0:0:1");

            six.answering("GREETING", "421 4.3.2 not now");
            server.send(server.mail("a@domain1.test", "y@there.test"));
            soon().until(() -> four.taken().size() == 1);
            assertThat(four.taken().get(0).peer()).isEqualTo("127.0.0.4");
        }
    }

    @Test
    @Tag("feature-116")
    void recipientsAndUsersPickTheRouteEachForItself() throws Exception {
        try (SmtpSink partner = SmtpSink.on("127.0.0.1");
                SmtpSink boss = SmtpSink.on("127.0.0.1");
                SmtpSink others = SmtpSink.on("127.0.0.1")) {
            server.route("boss", "'order':1,'when':{'users':['boss@*']},'hops':['" + hop(boss) + "']");
            server.route(
                    "partner",
                    "'order':2,'when':{'recipientDomains':['partner.test']},'hops':['" + hop(partner) + "']");
            server.route("default", "'hops':['" + hop(others) + "']");
            server.start();

            server.send(server.mail("a@domain1.test", "p@partner.test", "x@there.test"));
            server.sendAs("boss@domain1.test", server.mail("boss@domain1.test", "p@partner.test"));

            soon().until(() -> partner.taken().size() == 1
                    && others.taken().size() == 1
                    && boss.taken().size() == 1);
            assertThat(partner.taken().get(0).to()).containsExactly("<p@partner.test>");
            assertThat(others.taken().get(0).to()).containsExactly("<x@there.test>");
        }
    }

    @Test
    @Tag("feature-116")
    void withoutRoutesMailGoesToTheExchangersOfEachDomain() throws Exception {
        try (SmtpSink first = SmtpSink.on("127.0.0.1");
                SmtpSink second = SmtpSink.on("127.0.0.5", first.port())) {
            server.route("default", "'port':" + first.port());
            server.dns.mx("a.test", 10, "mx.a.test").host("mx.a.test", "127.0.0.1");
            server.dns.mx("b.test", 10, "mx.b.test").host("mx.b.test", "127.0.0.5");
            server.start();

            server.send(server.mail("a@domain1.test", "x@a.test", "y@a.test", "z@b.test"));

            soon().until(() -> first.taken().size() == 1 && second.taken().size() == 1);
            assertThat(first.taken().get(0).to()).containsExactlyInAnyOrder("<x@a.test>", "<y@a.test>");
            assertThat(second.taken().get(0).to()).containsExactly("<z@b.test>");
        }
    }

    @Test
    @Tag("feature-116")
    void theNextHopTakesOverWhenTheFirstIsDownOrBusy() throws Exception {
        int down;
        try (SmtpSink gone = SmtpSink.on("127.0.0.1")) {
            down = gone.port();
        }
        try (SmtpSink busy = SmtpSink.on("127.0.0.1").answering("RCPT late@there.test", "451 4.3.0 later");
                SmtpSink last = SmtpSink.on("127.0.0.1")) {
            server.route("default", "'hops':['127.0.0.1:" + down + "','" + hop(busy) + "','" + hop(last) + "']");
            server.start();

            server.send(server.mail("a@domain1.test", "now@there.test", "late@there.test"));

            soon().until(() -> busy.taken().size() == 1 && last.taken().size() == 1);
            assertThat(busy.taken().get(0).to()).containsExactly("<now@there.test>");
            assertThat(last.taken().get(0).to()).containsExactly("<late@there.test>");
        }
    }

    @Test
    @Tag("feature-120")
    void whatFailsForTheTimeBeingIsTriedAgain() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1").answering("MESSAGE", "451 4.3.0 disk full")) {
            server.route("default", "'hops':['" + hop(sink) + "'],'retry':'1s, 1s, 1h'");
            server.start();
            server.send(server.mail("a@domain1.test", "x@there.test"));
            soon().until(() -> server.figures.counted("default", RouteFigures.Outcome.DEFERRED) >= 1);
            assertThat(sink.taken()).isEmpty();

            sink.answeringAsUsual("MESSAGE");

            soon().until(() -> sink.taken().size() == 1);
            assertThat(server.bounced()).isEmpty();
            soon().until(() -> server.waiting("outgoing") == 0);
        }
    }

    @Test
    @Tag("feature-120")
    void eachRecipientFailsWithItsOwnReasonAndTheOthersGetTheMail() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1")
                .answering("RCPT gone@there.test", "550 5.1.1 no such user")
                .answering("RCPT full@there.test", "552 5.2.2 mailbox full")) {
            server.route("default", "'hops':['" + hop(sink) + "']");
            server.start();
            server.send(server.mail("a@domain1.test", "ok@there.test", "gone@there.test", "full@there.test"));

            soon().until(() -> server.bounced().size() == 1);
            assertThat(sink.taken()).hasSize(1);
            assertThat(sink.taken().get(0).to()).containsExactly("<ok@there.test>");
            SentMail bounce = server.bounced().get(0);
            assertThat(bounce.getState()).isEqualTo("bounces");
            assertThat(bounce.getRecipients())
                    .containsExactlyInAnyOrder(new MailAddress("gone@there.test"), new MailAddress("full@there.test"));
            Map<MailAddress, DeliveryFailure> failures = failures(bounce);
            assertThat(failures.get(new MailAddress("gone@there.test")))
                    .isEqualTo(new DeliveryFailure("5.1.1", "550 5.1.1 no such user", "127.0.0.1"));
            assertThat(failures.get(new MailAddress("full@there.test")).status())
                    .isEqualTo("5.2.2");
        }
    }

    private static Map<MailAddress, DeliveryFailure> failures(SentMail bounce) throws Exception {
        var mail = org.apache.james.server.core.MailImpl.builder()
                .name("bounced")
                .addRecipients(bounce.getRecipients())
                .build();
        bounce.getAttributes().values().forEach(mail::setAttribute);
        return DeliveryFailure.of(mail, "5.0.0");
    }

    @Test
    @Tag("feature-120")
    void aFailureOfMailWithoutASenderGoesToTheBounceProcessorTooSoThatItIsKept() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1").answering("RCPT", "550 5.1.1 no such user")) {
            server.route("default", "'hops':['" + hop(sink) + "']");
            server.start();
            server.send(server.mail("", "x@there.test"));

            soon().until(() -> server.bounced().size() == 1);
            assertThat(server.bounced().get(0).getSender()).isNull();
            assertThat(server.bounced().get(0).getState()).isEqualTo("bounces");
            assertThat(sink.commands()).anyMatch(command -> command.startsWith("MAIL FROM:<>"));
        }
    }

    @Test
    @Tag("feature-120")
    void afterTheLastAttemptTheSenderIsToldWhatTheServerSaidLast() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1").answering("RCPT", "450 4.2.1 greylisted for ever")) {
            server.route("default", "'hops':['" + hop(sink) + "'],'retry':'1s'");
            server.start();
            server.send(server.mail("a@domain1.test", "x@there.test"));

            soon().until(() -> server.bounced().size() == 1);
            assertThat(failures(server.bounced().get(0)).values())
                    .containsExactly(new DeliveryFailure("4.2.1", "450 4.2.1 greylisted for ever", "127.0.0.1"));
        }
    }

    @Test
    @Tag("feature-116")
    void mailThatWaitsFollowsAChangeOfItsRoute() throws Exception {
        try (SmtpSink before = SmtpSink.on("127.0.0.1").answering("RCPT", "450 4.2.1 later");
                SmtpSink after = SmtpSink.on("127.0.0.1")) {
            server.route(
                    "one",
                    "'when':{'senderDomains':['domain1.test']},'source4':'127.0.0.2','retry':'1h','hops':['"
                            + hop(before) + "']");
            server.start();
            server.send(server.mail("a@domain1.test", "x@there.test"));
            soon().until(() -> server.figures.counted("one", RouteFigures.Outcome.DEFERRED) == 1);
            soon().until(() -> server.waiting("outgoing-one") == 1);

            server.route(
                    "one",
                    "'when':{'senderDomains':['domain1.test']},'source4':'127.0.0.3','hops':['" + hop(after) + "']");

            soon().until(() -> after.taken().size() == 1);
            assertThat(after.taken().get(0).peer()).isEqualTo("127.0.0.3");
            assertThat(before.taken()).isEmpty();
        }
    }

    @Test
    @Tag("feature-116")
    void mailOfARemovedRouteMovesToTheRouteThatTakesItNow() throws Exception {
        try (SmtpSink before = SmtpSink.on("127.0.0.1").answering("RCPT", "450 4.2.1 later");
                SmtpSink after = SmtpSink.on("127.0.0.1")) {
            server.route(
                    "one", "'when':{'senderDomains':['domain1.test']},'retry':'1h','hops':['" + hop(before) + "']");
            server.route("default", "'source4':'127.0.0.3','hops':['" + hop(after) + "']");
            server.start();
            for (int count = 0; count < 5; count++) {
                server.send(server.mail("a@domain1.test", "x" + count + "@there.test"));
            }
            soon().until(() -> server.figures.counted("one", RouteFigures.Outcome.DEFERRED) == 5);
            soon().until(() -> server.waiting("outgoing-one") == 5);

            server.routes.remove("one").block();

            soon().until(() -> after.taken().size() == 5);
            soon().until(() -> server.waiting("outgoing-one") == 0);
            assertThat(server.figures.counted("one", RouteFigures.Outcome.MOVED))
                    .isEqualTo(5);
            assertThat(after.taken()).extracting(Taken::peer).containsOnly("127.0.0.3");
        }
    }

    @Test
    @Tag("feature-116")
    void mailThatWaitsInTheDefaultQueueMovesToANewRouteAtOnce() throws Exception {
        try (SmtpSink before = SmtpSink.on("127.0.0.1").answering("RCPT", "450 4.2.1 later");
                SmtpSink after = SmtpSink.on("127.0.0.1")) {
            server.route("default", "'retry':'1h','hops':['" + hop(before) + "']");
            server.start();
            server.send(server.mail("a@domain1.test", "x@there.test"));
            soon().until(() -> server.waiting("outgoing") == 1
                    && server.figures.counted("default", RouteFigures.Outcome.DEFERRED) == 1);

            server.route("one", "'when':{'senderDomains':['domain1.test']},'hops':['" + hop(after) + "']");

            soon().until(() -> after.taken().size() == 1);
        }
    }

    @Test
    @Tag("feature-116")
    void mailLeftInTheQueueOfARouteThatWasRemovedWhileTheServerWasDownIsNotForgotten() throws Exception {
        try (SmtpSink after = SmtpSink.on("127.0.0.1")) {
            server.route("one", "'when':{'senderDomains':['domain1.test']}");
            server.queues
                    .createQueue(MailQueueName.of("outgoing-one"))
                    .enQueue(server.mail("a@domain1.test", "x@there.test"), Duration.ofHours(1));
            server.routes.remove("one").block();
            server.route("default", "'hops':['" + hop(after) + "']");

            server.start();

            soon().until(() -> after.taken().size() == 1);
        }
    }

    @Test
    @Tag("feature-116")
    void consumersComeAndGoWithTheirRoutes() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1")) {
            String keys = "'when':{'senderDomains':['domain1.test']},'hops':['" + hop(sink) + "']";
            server.start();
            server.route("one", keys);
            soon().until(() -> server.mailet.outgoing().read().contains("one"));

            server.routes.remove("one").block();
            soon().until(() -> {
                server.mailet.outgoing().tidy();
                return !server.mailet.outgoing().read().contains("one");
            });
            assertThat(server.mailet.outgoing().read()).containsExactly("default");

            server.route("one", keys);
            server.send(server.mail("a@domain1.test", "x@there.test"));
            soon().until(() -> sink.taken().size() == 1);
        }
    }

    @Test
    @Tag("feature-120")
    void aSlowDestinationIsBoundedAndDoesntHoldUpOthers() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1");
                SmtpSink other = SmtpSink.on("127.0.0.5", sink.port())) {
            server.route("default", "'port':" + sink.port() + ",'connections':8,'connectionsPerDestination':2");
            server.dns.host("slow.test", "127.0.0.1").host("quick.test", "127.0.0.5");
            server.start();
            for (int count = 0; count < 100; count++) {
                server.send(server.mail("a@domain1.test", "x" + count + "@slow.test"));
            }
            server.send(server.mail("a@domain1.test", "y@quick.test"));

            soon().until(() -> other.taken().size() == 1 && sink.taken().size() == 100);
            assertThat(sink.mostAtOnce()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    @Tag("feature-116")
    void mailThatWaitsForItsTurnFollowsAChangeOfTheRoutesAtOnce() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                SmtpSink after = SmtpSink.on("127.0.0.1")) {
            server.route(
                    "one",
                    "'when':{'senderDomains':['domain1.test']},'connections':2,'connectionsPerDestination':1,"
                            + "'hops':['127.0.0.1:" + silent.getLocalPort() + "']");
            server.start();
            server.send(server.mail("a@domain1.test", "x@there.test"));
            soon().until(() -> server.figures.sending().getOrDefault("one", 0) == 1);
            server.send(server.mail("a@domain1.test", "y@there.test"));
            soon().until(() -> server.waiting("outgoing-one") == 2);

            server.route("one", "'when':{'senderDomains':['domain1.test']},'hops':['" + hop(after) + "']");

            soon().until(() -> after.taken().size() == 1);
            assertThat(after.taken().get(0).to()).first().asString().contains("y@there.test");
        }
    }

    @Test
    void mailIsNotSentToTheServerItself() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1")) {
            server.ownPorts.add(sink.port());
            server.route("default", "'hops':['" + hop(sink) + "'],'retry':'1h'");
            server.start();
            server.send(server.mail("a@domain1.test", "x@there.test"));

            soon().until(() -> server.figures.counted("default", RouteFigures.Outcome.DEFERRED) == 1);
            assertThat(sink.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outgoing | two words | letters, digits",
                "retry | soon | pauses such as",
                "timeout | 0s | a duration",
                "connectionTimeout | long | a duration",
                "dnsRetries | -1 | from 0 to 100",
                "bounceProcessor | a b | the name of a processor",
                "colour | red | one of"
            })
    void wrongParametersAreRefused(String name, String value, String expected) throws Exception {
        server.start();
        RoutedDelivery mailet = new RoutedDelivery(
                server.routes, server.queues, server.dns, server.own, server.figures, new ServerName("me.test"));
        FakeMailetConfig.Builder config = FakeMailetConfig.builder().mailetContext(server.context);
        if (!name.equals("bounceProcessor")) {
            config.setProperty("bounceProcessor", "bounces");
        }

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> mailet.init(config.setProperty(name, value).build()))
                .hasMessageContaining("RoutedDelivery")
                .hasMessageContaining(name)
                .hasMessageContaining(expected);
    }

    @Test
    void theStateOfAMailThatIsQueuedIsGhostAndTheTableIsUnchanged() throws Exception {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1")) {
            server.route("default", "'hops':['" + hop(sink) + "']");
            server.start();
            Mail mail = server.mail("a@domain1.test", "x@there.test");
            server.send(mail);

            assertThat(mail.getState()).isEqualTo(Mail.GHOST);
            assertThat(server.routes.table().routes())
                    .isEqualTo(RouteTable.of(List.of(server.store.routes().blockFirst()))
                            .routes());
        }
    }
}
