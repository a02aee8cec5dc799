package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.poll.PollSources;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.SourceSettings;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The sources below {@code returning-ai.sources}, by name. */
record ConfiguredSources(Map<String, ReturningAiProperties.Source> byName)
        implements Function<String, RowSource>, PollSources {

    @Override
    public RowSource open(String name) {
        return apply(name);
    }

    @Override
    public String url(String name) {
        return require(name).url();
    }

    @Override
    public RowSource apply(String name) {
        return new JdbcRowSource(settings(name, require(name)));
    }

    /** Whether the source of a name is a database, which takes a query. */
    boolean isDatabase(String name) {
        ReturningAiProperties.Source source = byName.get(name);
        return source == null || source.type().equals("database");
    }

    /** The settings of a source, refused if it has none or does not say where to read. */
    ReturningAiProperties.Source require(String name) {
        ReturningAiProperties.Source source = byName.get(name);
        if (source == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The route reads the source '" + name + "', but returning-ai.sources has none of this name."
                            + Nearest.hint(name, byName.keySet()));
        }
        if (isDatabase(name)) {
            requireUrl(name, source);
        } else if (place(source).isBlank()) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai.sources." + name + "." + placeKey(source) + " is empty, and a route reads the source."
                            + " Set it in config/application.yaml or by the environment variable it names.");
        } else if (source.type().equals("csv") || source.type().equals("json-lines")) {
            source.file().settings(name, source.type());
        }
        return source;
    }

    /** What a source that is no database cannot do without: its folder, its token, or its address and a login. */
    static String place(ReturningAiProperties.Source source) {
        return switch (source.type()) {
            case "hubspot" -> source.hubspot().token();
            case "salesforce" ->
                source.salesforce().canLogIn() ? source.salesforce().loginUrl() : "";
            default -> source.file().folder();
        };
    }

    /** The setting of {@link #place}. */
    static String placeKey(ReturningAiProperties.Source source) {
        return switch (source.type()) {
            case "hubspot" -> "hubspot.token";
            case "salesforce" -> "salesforce." + missingOf(source.salesforce());
            default -> "file.folder";
        };
    }

    private static String missingOf(SalesforceSourceProperties salesforce) {
        if (salesforce.loginUrl().isBlank()) {
            return "login-url";
        }
        if (salesforce.clientId().isBlank()) {
            return "client-id";
        }
        return salesforce.keyFile().isBlank() ? "client-secret" : "user";
    }

    private static void requireUrl(String name, ReturningAiProperties.Source source) {
        if (source.url().isBlank()) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai.sources." + name + ".url is empty. Set the environment variable "
                            + name.toUpperCase(Locale.ROOT).replace('-', '_')
                            + "_DB_URL, such as jdbc:postgresql://host/database; to try the demo instead:"
                            + " mvn spring-boot:run.");
        }
    }

    private static SourceSettings settings(String name, ReturningAiProperties.Source source) {
        return new SourceSettings(
                name,
                source.url(),
                source.user(),
                source.password(),
                copy(name, source.copy()),
                source.connectRetries(),
                source.firstBackoff(),
                source.longestBackoff(),
                source.connectLimit(),
                source.statementLimit(),
                source.socketLimit(),
                source.fetchRows());
    }

    /** YAML reads a plain {@code off} as false. */
    private static SourceSettings.Copy copy(String name, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "auto", "true" -> SourceSettings.Copy.AUTO;
            case "off", "false" -> SourceSettings.Copy.OFF;
            default ->
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "returning-ai.sources." + name + ".copy is '" + word + "' but must be auto or off.");
        };
    }
}
