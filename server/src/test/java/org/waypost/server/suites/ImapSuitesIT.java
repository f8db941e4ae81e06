package org.waypost.server.suites;

import java.util.Locale;
import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.imapmailbox.ImapTestConstants;
import org.apache.james.mpt.imapmailbox.suite.AuthenticatedState;
import org.apache.james.mpt.imapmailbox.suite.ConcurrentSessions;
import org.apache.james.mpt.imapmailbox.suite.Copy;
import org.apache.james.mpt.imapmailbox.suite.Events;
import org.apache.james.mpt.imapmailbox.suite.Expunge;
import org.apache.james.mpt.imapmailbox.suite.Fetch;
import org.apache.james.mpt.imapmailbox.suite.FetchBodySection;
import org.apache.james.mpt.imapmailbox.suite.FetchHeaders;
import org.apache.james.mpt.imapmailbox.suite.Listing;
import org.apache.james.mpt.imapmailbox.suite.ListingWithSharingTest;
import org.apache.james.mpt.imapmailbox.suite.MailboxAnnotation;
import org.apache.james.mpt.imapmailbox.suite.MailboxWithLongNameError;
import org.apache.james.mpt.imapmailbox.suite.Move;
import org.apache.james.mpt.imapmailbox.suite.NonAuthenticatedState;
import org.apache.james.mpt.imapmailbox.suite.ObjectId;
import org.apache.james.mpt.imapmailbox.suite.PartialFetch;
import org.apache.james.mpt.imapmailbox.suite.QuotaTest;
import org.apache.james.mpt.imapmailbox.suite.Recent;
import org.apache.james.mpt.imapmailbox.suite.Rename;
import org.apache.james.mpt.imapmailbox.suite.Search;
import org.apache.james.mpt.imapmailbox.suite.Select;
import org.apache.james.mpt.imapmailbox.suite.SelectedInbox;
import org.apache.james.mpt.imapmailbox.suite.SelectedState;
import org.apache.james.mpt.imapmailbox.suite.UidSearch;
import org.apache.james.mpt.imapmailbox.suite.UidSearchOnIndex;
import org.apache.james.mpt.imapmailbox.suite.UserFlagsSupport;
import org.apache.james.mpt.imapmailbox.suite.base.BasicImapCommands;
import org.apache.james.mpt.script.SimpleScriptedTestProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** James' IMAP scripts against our IMAP listener over TLS and our storage on Cassandra. */
class ImapSuitesIT {
    private static ImapHost host;

    @BeforeAll
    static void start() throws Exception {
        host = ImapHost.start();
    }

    @AfterEach
    void clean() throws Exception {
        host.afterTest();
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Nested
    class AuthenticatedStateSuite extends AuthenticatedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class ConcurrentSessionsSuite extends ConcurrentSessions {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testConcurrentDeleteSelectedUS() {}

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testConcurrentDeleteSelectedITALY() {}

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testConcurrentDeleteSelectedKOREA() {}
    }

    @Nested
    class CopySuite extends Copy {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class EventsSuite extends Events {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class ExpungeSuite extends Expunge {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class FetchSuite extends Fetch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class FetchBodySectionSuite extends FetchBodySection {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class FetchHeadersSuite extends FetchHeaders {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class ListingSuite extends Listing {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testXList() {}
    }

    @Nested
    class ListingWithSharingSuite extends ListingWithSharingTest {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class MailboxAnnotationSuite extends MailboxAnnotation {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testMetadataUS() {}

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testMetadataWithBinaryValue() {}
    }

    @Nested
    class MailboxWithLongNameErrorSuite extends MailboxWithLongNameError {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class MoveSuite extends Move {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class NonAuthenticatedStateSuite extends NonAuthenticatedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testLoginUS() {}

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testLoginITALY() {}

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testLoginKOREA() {}
    }

    @Nested
    class ObjectIdSuite extends ObjectId {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class PartialFetchSuite extends PartialFetch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class QuotaSuite extends QuotaTest {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class RecentSuite extends Recent {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class RenameSuite extends Rename {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class SearchSuite extends Search {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class SelectSuite extends Select {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class SelectedInboxSuite extends SelectedInbox {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class SelectedStateSuite extends SelectedState {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }

        /** Does not apply: docs/james-suites.md. */
        @Override
        public void testReplace() {}
    }

    @Nested
    class UidSearchSuite extends UidSearch {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class UidSearchOnIndexSuite extends UidSearchOnIndex {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    @Nested
    class UserFlagsSupportSuite extends UserFlagsSupport {
        @Override
        protected ImapHostSystem createImapHostSystem() {
            return host;
        }
    }

    /** James' class wants its own kind of host, without a network; its scripts run here over TLS as all others. */
    @Nested
    class CondstoreSuite implements ImapTestConstants {
        @Test
        void condstoreIsOffUnlessTurnedOn() throws Exception {
            script().run("CondstoreDisable");
        }

        @Test
        void condstoreIsOnWhenTurnedOn() throws Exception {
            host.condstore(true);
            script().run("CondstoreEnable");
        }

        private SimpleScriptedTestProtocol script() throws Exception {
            SimpleScriptedTestProtocol script = new SimpleScriptedTestProtocol("/org/apache/james/imap/scripts/", host)
                    .withUser(USER, PASSWORD)
                    .withLocale(Locale.US);
            BasicImapCommands.welcome(script);
            BasicImapCommands.authenticate(script);
            return script;
        }
    }
}
