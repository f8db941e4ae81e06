package org.waypost.protocols.managesieve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.managesieve.api.SieveParser;
import org.apache.james.managesieve.api.SyntaxException;
import org.apache.james.sieverepository.api.ScriptContent;
import org.apache.james.sieverepository.api.ScriptName;
import org.apache.james.sieverepository.api.SieveRepository;
import org.apache.james.sieverepository.api.exception.DuplicateException;
import org.apache.james.sieverepository.api.exception.IsActiveException;
import org.apache.james.sieverepository.api.exception.QuotaExceededException;
import org.apache.james.sieverepository.api.exception.ScriptNotFoundException;
import org.apache.james.sieverepository.api.exception.SieveRepositoryException;
import org.apache.jsieve.parser.generated.TokenMgrError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands on a user's scripts (RFC 5804 §2.5 to §2.12). */
final class SieveScripts {

    private static final Logger LOGGER = LoggerFactory.getLogger(SieveScripts.class);

    private static final int LONGEST_REASON = 300;

    private final SieveRepository scripts;
    private final SieveParser parser;

    @Inject
    SieveScripts(SieveRepository scripts, SieveParser parser) {
        this.scripts = scripts;
        this.parser = parser;
    }

    /** The extensions of Sieve that scripts may require. */
    List<String> extensions() {
        return parser.getExtensions().stream().sorted().distinct().toList();
    }

    @FunctionalInterface
    private interface Step {
        Reply run() throws SieveRepositoryException, IOException;
    }

    private static Reply answer(Username user, Step step) {
        try {
            return step.run();
        } catch (QuotaExceededException e) {
            return Reply.no("QUOTA/MAXSIZE", "Your scripts would take more room than you have");
        } catch (DuplicateException e) {
            return Reply.no("ALREADYEXISTS", "There is a script with the new name");
        } catch (ScriptNotFoundException e) {
            return Reply.no("NONEXISTENT", "There is no such script");
        } catch (IsActiveException e) {
            return Reply.no("ACTIVE", "The active script can't be deleted");
        } catch (SieveRepositoryException | IOException e) {
            LOGGER.error("Can't work on the scripts of {}", user.asString(), e);
            return Reply.no("TRYLATER", "The scripts can't be reached now");
        }
    }

    /** HAVESPACE (RFC 5804 §2.5). */
    Reply haveSpace(Username user, ScriptName name, long size) {
        return answer(user, () -> {
            scripts.haveSpace(user, name, size);
            return Reply.ok();
        });
    }

    /** PUTSCRIPT (RFC 5804 §2.6): what doesn't parse isn't stored. */
    Reply put(Username user, ScriptName name, String content) {
        Optional<Reply> refusal = problem(content);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return answer(user, () -> {
            scripts.putScript(user, name, new ScriptContent(content));
            return Reply.ok();
        });
    }

    /** CHECKSCRIPT (RFC 5804 §2.12). */
    Reply check(String content) {
        return problem(content).orElseGet(Reply::ok);
    }

    private Optional<Reply> problem(String content) {
        try {
            parser.parse(content);
            return Optional.empty();
        } catch (SyntaxException | TokenMgrError e) {
            return Optional.of(Reply.no(oneLine(e.getMessage())));
        } catch (StackOverflowError e) {
            // The parser goes down a level for each block; a script can be all opening braces.
            return Optional.of(Reply.no("The script is nested too deeply"));
        }
    }

    /** The parser's words for people, in a form that simple clients can read: one line, without the class. */
    private static String oneLine(String message) {
        if (message == null) {
            return "The script has an error";
        }
        String line = message.replaceFirst("^[\\w.]+Exception: ", "").replaceAll("\\s+|\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), LONGEST_REASON)).trim();
    }

    /** LISTSCRIPTS (RFC 5804 §2.7). */
    Reply list(Username user) {
        return answer(
                user,
                () -> Reply.data(scripts.listScripts(user).stream()
                        .map(script -> SieveSyntax.string(script.getName().getValue())
                                + (script.isActive() ? " ACTIVE" : "")
                                + "\r\n")
                        .collect(Collectors.joining())));
    }

    /** SETACTIVE (RFC 5804 §2.8); the empty name means none. */
    Reply activate(Username user, String name) {
        return answer(user, () -> {
            // James' store forgets the active script before it finds out that the new one isn't there.
            boolean exists = name.isEmpty()
                    || scripts.listScripts(user).stream()
                            .anyMatch(script -> script.getName().getValue().equals(name));
            if (!exists) {
                throw new ScriptNotFoundException();
            }
            scripts.setActive(user, name.isEmpty() ? SieveRepository.NO_SCRIPT_NAME : new ScriptName(name));
            return Reply.ok();
        });
    }

    /** GETSCRIPT (RFC 5804 §2.9). */
    Reply get(Username user, ScriptName name) {
        return answer(user, () -> {
            try (InputStream content = scripts.getScript(user, name)) {
                byte[] octets = content.readAllBytes();
                String text = new String(octets, StandardCharsets.UTF_8);
                return Reply.data("{" + text.getBytes(StandardCharsets.UTF_8).length + "}\r\n" + text + "\r\n");
            }
        });
    }

    /** DELETESCRIPT (RFC 5804 §2.10). */
    Reply delete(Username user, ScriptName name) {
        return answer(user, () -> {
            scripts.deleteScript(user, name);
            return Reply.ok();
        });
    }

    /** RENAMESCRIPT (RFC 5804 §2.11). */
    Reply rename(Username user, ScriptName from, ScriptName to) {
        return answer(user, () -> {
            scripts.renameScript(user, from, to);
            return Reply.ok();
        });
    }
}
