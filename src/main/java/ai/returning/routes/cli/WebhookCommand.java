package ai.returning.routes.cli;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Helps to set up webhooks. */
@Command(
        name = "webhook",
        mixinStandardHelpOptions = true,
        description = "Helps to set up and try webhooks that come in.",
        subcommands = {WebhookCommand.EndpointCommand.class, WebhookSendCommand.class})
final class WebhookCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what: endpoint new, or send.");
    }

    /** Addresses of webhooks. */
    @Command(name = "endpoint", mixinStandardHelpOptions = true, description = "Addresses that take webhooks.")
    static final class EndpointCommand implements Runnable {
        /** 192 bits; 128 are needed. */
        private static final int TOKEN_BYTES = 24;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Say what: new.");
        }

        @Command(
                name = "new",
                mixinStandardHelpOptions = true,
                description = "Prints a fresh address and the settings to paste. Nothing is stored; each call prints"
                        + " another one.")
        int create(
                @Parameters(paramLabel = "<name>", description = "Name of the endpoint, such as user-joined.")
                        String name,
                @Option(
                                names = "--event",
                                paramLabel = "T",
                                required = true,
                                description = "Type of its events, such as user_join_server.")
                        String event) {
            require(name, "[a-z0-9][a-z0-9-]{0,59}", "lower-case letters, digits and '-'");
            require(event, "[A-Za-z0-9][A-Za-z0-9_-]{0,59}", "letters, digits, '-' and '_'");
            byte[] bytes = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(bytes);
            print(name, event, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            return 0;
        }

        private void require(String value, String form, String rule) {
            if (!value.matches(form)) {
                throw new ParameterException(
                        spec.commandLine(), "'" + value + "' must consist of " + rule + ", at most 60.");
            }
        }

        private void print(String name, String event, String token) {
            String variable = "RAI_INBOX_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
            PrintWriter out = spec.commandLine().getOut();
            out.println("Environment of the service (a secret; who knows it can call the address):");
            out.println("  " + variable + "_TOKEN=" + token);
            out.println("  " + variable + "_API_KEY=<the key that the sender puts into its header>");
            out.println();
            out.println("config/application.yaml, below returning-ai.inbox.endpoints:");
            out.println("    " + name + ":");
            out.println("      path-token: ${" + variable + "_TOKEN:}");
            out.println("      event: " + event);
            out.println("      api-key: ${" + variable + "_API_KEY:}");
            out.println();
            out.println("Address for the sender:");
            out.println("  https://<host of your proxy>/in/" + token);
            out.println();
            out.println("docs/how-to/take-webhooks-in.md has encryption, signatures and the route.");
        }
    }
}
