package org.waypost.server.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top command: options that every verb takes, and the verbs. */
@Command(
        name = "waypost",
        description = "Runs and looks after a Waypost mail server.",
        sortOptions = false,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, nothing wrong",
            "1:failed, or something is wrong",
            "2:wrong options or arguments",
            "3:the server isn't running or can't be reached",
            "4:the server refused who we are",
            "5:what was named doesn't exist",
            "6:it exists already, or the server runs already",
            "7:the configuration has errors"
        },
        subcommands = {
            RunVerb.class,
            StartVerb.class,
            StopVerb.class,
            StatusVerb.class,
            DoctorVerb.class,
            DomainVerbs.class,
            UserVerbs.class,
            QuotaVerbs.class,
            SettingsVerbs.class,
            FolderVerbs.class,
            RulesVerbs.class,
            ExpiryVerbs.class,
            RouteVerbs.class,
            AutoReplyVerbs.class,
            ForwardVerbs.class,
            ChallengeVerbs.class,
            SenderVerbs.class,
            CountryVerbs.class,
            ConfigVerbs.class,
            MailetsVerbs.class,
            WebAdminVerbs.class,
            VersionVerb.class,
            CompletionVerb.class
        })
public final class WaypostCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON text, for programs.")
    boolean json;

    @Option(
            names = "--conf",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Folder with the configuration (WAYPOST_CONF; default: HOME/conf).")
    Path conf;

    @Option(
            names = "--var",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Folder with the data (WAYPOST_VAR; default: HOME/var).")
    Path var;

    @Option(
            names = "--log",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Folder with the logs (WAYPOST_LOG; default: VAR/log).")
    Path log;

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Folder with the program (WAYPOST_HOME; default: this folder).")
    Path home;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing");
    }

    Installation installation() {
        return Installation.of(home, conf, var, log, System.getenv());
    }

    Output output(PrintWriter out, PrintWriter err) {
        return new Output(json, out, err);
    }
}
