package org.waypost.accounts.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-133")
class ExpiryTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(30)).minusMillis(1);
    private static final Instant NEW = NOW.minus(Duration.ofDays(30));

    private static Expiry expiry(String json) {
        return SettingsFormat.record(SettingsFormat.object(json), Expiry.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'rules':[{'days':30}]}; rules[0].folder; missing",
                "{'rules':[{'folder':' ','days':30}]}; rules[0].folder; ' '",
                "{'rules':[{'folder':'\\\\Inbox','days':30}]}; rules[0].folder; \\Inbox",
                "{'rules':[{'folder':'INBOX'}]}; rules[0].days; missing",
                "{'rules':[{'folder':'INBOX','days':0}]}; rules[0].days; '0'",
                "{'rules':[{'folder':'INBOX','days':36501}]}; rules[0].days; '36501'",
                "{'rules':[{'folder':'INBOX','days':'a month'}]}; rules[0].days; a number",
                "{'rules':[{'folder':'INBOX','days':3,'most':0}]}; rules[0].most; '0'",
                "{'rules':[{'folder':'INBOX','days':3,'since':'sent'}]}; rules[0].since; received, saved",
                "{'rules':[{'folder':'INBOX','days':3,'keepFlagged':'yes'}]}; rules[0].keepFlagged; true or false",
                "{'rules':[{'folder':'INBOX','days':3,'age':3}]}; rules[0].age; keepUnread",
                "{'hold':'yes'}; hold; true or false",
                "{'holds':true}; holds; hold, rules"
            })
    void aWrongSettingIsRefusedWithNameValueAndExpectation(String json, String path, String word) {
        assertThatThrownBy(() -> expiry(json.replace('\'', '"')))
                .isInstanceOfSatisfying(SettingRefused.class, refused -> assertThat(refused.path())
                        .isEqualTo(path))
                .hasMessageContaining("expected")
                .hasMessageContaining(word.replace("'", ""));
    }

    @Test
    void nothingIsDeletedAndNothingHeldWhenNothingIsSaid() {
        assertThat(expiry("{}")).isEqualTo(new Expiry(null, null)).satisfies(none -> {
            assertThat(none.rules()).isEmpty();
            assertThat(none.hold()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "INBOX, inbox, true",
        "INBOX, INBOX.lists, false",
        "*, Anything.below, true",
        "Lists.*, lists.debian, true",
        "Lists.*, Lists, false",
        "\\Trash, Trash, true",
        "\\trash, trash, true",
        "\\Junk, Spam, true",
        "\\Junk, Junk, true",
        "\\Junk, INBOX, false",
        "a[b, a[b, true",
        "a.b, axb, false"
    })
    void aRuleIsForFoldersByNameUseAndPattern(String pattern, String folder, boolean fits) {
        assertThat(new ExpiryRule(pattern, 1, null, null, null, null).fits(folder))
                .isEqualTo(fits);
    }

    @Test
    void theFirstRuleThatFitsDecides() {
        Expiry expiry = expiry("{\"rules\":[{\"folder\":\"\\\\Trash\",\"days\":7},{\"folder\":\"*\",\"days\":365}]}");

        assertThat(expiry.rule("Trash")).map(ExpiryRule::days).contains(7);
        assertThat(expiry.rule("Sent")).map(ExpiryRule::days).contains(365);
    }

    @ParameterizedTest
    @CsvSource({
        // since, keepFlagged, keepUnread, received old, saved old, flagged, seen, expired
        "RECEIVED, false, false, true, false, true, false, true",
        "RECEIVED, false, false, false, true, false, true, false",
        "SAVED, false, false, false, true, false, true, true",
        "SAVED, false, false, true, false, false, true, false",
        "RECEIVED, true, false, true, true, true, true, false",
        "RECEIVED, true, false, true, true, false, true, true",
        "RECEIVED, false, true, true, true, false, false, false",
        "RECEIVED, false, true, true, true, false, true, true"
    })
    void ageAndFlagsDecide(
            ExpiryRule.Since since,
            boolean keepFlagged,
            boolean keepUnread,
            boolean receivedOld,
            boolean savedOld,
            boolean flagged,
            boolean seen,
            boolean expired) {
        ExpiryRule rule = new ExpiryRule("*", 30, since, keepFlagged, keepUnread, null);

        assertThat(rule.expired(NOW, receivedOld ? OLD : NEW, savedOld ? OLD : NEW, flagged, seen))
                .isEqualTo(expired);
    }
}
