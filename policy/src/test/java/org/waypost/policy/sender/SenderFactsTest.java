package org.waypost.policy.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("feature-75")
@Tag("feature-76")
class SenderFactsTest {

    @ParameterizedTest
    @CsvSource({
        "example.org, bob@example.org, true",
        "mail.example.org, bob@example.org, true",
        "example.org, bob@mail.example.org, true",
        "a.example.co.uk, bob@b.example.co.uk, true",
        "one.co.uk, bob@two.co.uk, false",
        "co.uk, bob@example.co.uk, false",
        "mine.github.io, bob@yours.github.io, false",
        "mine.github.io, bob@github.io, false",
        "org, bob@example.org, false",
        "example.org, bob@notexample.org, false"
    })
    void aVerifiedNameStandsForItsOrganisation(String name, String address, boolean aligned) throws Exception {
        MailAddress sender = new MailAddress(address);

        assertThat(facts(Verdict.PASS, name).aligns(sender)).isEqualTo(aligned);
        assertThat(facts(Verdict.NONE, "", name).aligns(sender)).isEqualTo(aligned);
        assertThat(facts(Verdict.FAIL, name).aligns(sender)).isFalse();
    }

    private static SenderFacts facts(Verdict spf, String spfDomain, String... signers) {
        return new SenderFacts(
                Optional.empty(),
                Optional.empty(),
                spf,
                Optional.of(spfDomain),
                List.of(signers),
                signers.length > 0 ? Verdict.PASS : Verdict.NONE);
    }
}
