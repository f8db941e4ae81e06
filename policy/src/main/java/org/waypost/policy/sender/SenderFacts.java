package org.waypost.policy.sender;

import com.google.common.net.InternetDomainName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What SMTP found out about who sent a message, kept with it as mail attributes, so that what comes after the queue needn't
 * ask again.
 *
 * @param client    the address of the client that brought it, the true one behind a balancer; absent for mail that was made here
 * @param user      the user that was logged in, if any
 * @param spf       the result of SPF
 * @param spfDomain the name that SPF was asked about: that of the envelope's sender, or of HELO when there is none
 * @param signers   domains with a valid DKIM signature ({@code d=}), in small letters
 * @param dkim      the best result over all signatures
 */
public record SenderFacts(
        Optional<String> client,
        Optional<String> user,
        Verdict spf,
        Optional<String> spfDomain,
        List<String> signers,
        Verdict dkim) {

    private static final AttributeName CLIENT = AttributeName.of("org.waypost.sender.client");
    private static final AttributeName USER = AttributeName.of("org.waypost.sender.user");
    private static final AttributeName SPF = AttributeName.of("org.waypost.sender.spf");
    private static final AttributeName SPF_DOMAIN = AttributeName.of("org.waypost.sender.spf-domain");
    private static final AttributeName SIGNERS = AttributeName.of("org.waypost.sender.dkim-signers");
    private static final AttributeName DKIM = AttributeName.of("org.waypost.sender.dkim");

    /** Nothing is known. */
    public static final SenderFacts NONE = new SenderFacts(
            Optional.empty(), Optional.empty(), Verdict.NONE, Optional.empty(), List.of(), Verdict.NONE);

    public SenderFacts {
        signers = signers.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        spfDomain = spfDomain.map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** What travels with a mail; {@link #NONE} for one that SMTP did not bring. */
    public static SenderFacts of(Mail mail) {
        return new SenderFacts(
                text(mail, CLIENT),
                text(mail, USER),
                text(mail, SPF).map(Verdict::of).orElse(Verdict.NONE),
                text(mail, SPF_DOMAIN),
                text(mail, SIGNERS).stream()
                        .flatMap(names -> List.of(names.split(" ")).stream())
                        .filter(name -> !name.isEmpty())
                        .toList(),
                text(mail, DKIM).map(Verdict::of).orElse(Verdict.NONE));
    }

    /** Lets it travel with a mail. */
    public void attach(Mail mail) {
        set(mail, CLIENT, client);
        set(mail, USER, user);
        set(mail, SPF, Optional.of(spf.word()));
        set(mail, SPF_DOMAIN, spfDomain);
        set(mail, SIGNERS, Optional.of(String.join(" ", signers)));
        set(mail, DKIM, Optional.of(dkim.word()));
    }

    /** Whether SPF or DKIM says that some owner of a name stands for this message, or a user was logged in. */
    public boolean verified() {
        return user.isPresent() || spf == Verdict.PASS || !signers.isEmpty();
    }

    /** Whether both were tried and speak against it: SPF failed (softly or not) and no signature is valid. */
    public boolean failed() {
        return user.isEmpty() && (spf == Verdict.FAIL || spf == Verdict.SOFTFAIL) && signers.isEmpty();
    }

    /**
     * Whether an owner of the name in this address stands for the message: a verified name equals the address' domain, or
     * both are of one organisation by the list of public suffixes (RFC 7489 §3.1, relaxed alignment).
     */
    public boolean aligns(MailAddress address) {
        if (user.isPresent()) {
            return true;
        }
        Domain domain = address.getDomain();
        return spf == Verdict.PASS
                        && spfDomain.filter(name -> aligned(name, domain)).isPresent()
                || signers.stream().anyMatch(name -> aligned(name, domain));
    }

    private static boolean aligned(String name, Domain domain) {
        String other = domain.asString().toLowerCase(Locale.ROOT);
        Optional<String> organisation = organisation(other);
        return name.equals(other) || organisation.isPresent() && organisation.equals(organisation(name));
    }

    /** The name below the public suffix, under which somebody registered it; absent for a public suffix itself. */
    private static Optional<String> organisation(String name) {
        if (!InternetDomainName.isValid(name)) {
            return Optional.empty();
        }
        InternetDomainName domain = InternetDomainName.from(name);
        if (domain.isUnderPublicSuffix()) {
            return Optional.of(domain.topPrivateDomain().toString());
        }
        // Under a top domain that the list doesn't know, names are registered right below it.
        int labels = domain.parts().size();
        return domain.hasPublicSuffix() || labels < 2
                ? Optional.empty()
                : Optional.of(String.join(".", domain.parts().subList(labels - 2, labels)));
    }

    /** RFC 7208 §2.4: who sends when nobody is named; absent when the name of HELO can't be a domain. */
    static Optional<MailAddress> postmaster(String helo) {
        try {
            return Optional.of(new MailAddress("postmaster", helo));
        } catch (AddressException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
    }

    private static void set(Mail mail, AttributeName name, Optional<String> value) {
        value.ifPresentOrElse(
                text -> mail.setAttribute(new Attribute(name, AttributeValue.of(text))),
                () -> mail.removeAttribute(name));
    }
}
