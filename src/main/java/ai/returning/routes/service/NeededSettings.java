package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SecurityScheme;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/** What enabled flows need and nobody has set: keys, hosts, databases, the community. */
final class NeededSettings {
    private static final String COMMUNITY = SettingsShape.ROOT + ".community-id";
    /** A host that leads nowhere on purpose, so that the real one has to be set. */
    private static final String NOWHERE = ".invalid";

    private final ConfigurableEnvironment environment;
    private final ReturningAiProperties properties;
    private final Contract contract;
    private final Map<String, StartProblem> problems = new LinkedHashMap<>();

    private NeededSettings(ConfigurableEnvironment environment, ReturningAiProperties properties, Contract contract) {
        this.environment = environment;
        this.properties = properties;
        this.contract = contract;
    }

    /** Everything that is missing for these flows; each setting once. */
    static List<StartProblem> check(
            ConfigurableEnvironment environment,
            ReturningAiProperties properties,
            Contract contract,
            List<FlowUse> flows) {
        NeededSettings needed = new NeededSettings(environment, properties, contract);
        flows.stream().filter(FlowUse::enabled).forEach(needed::add);
        needed.webhooks();
        return List.copyOf(needed.problems.values());
    }

    private void add(FlowUse flow) {
        known(flow.all()).forEach(operation -> community(flow, operation));
        known(flow.general()).forEach(operation -> reach(flow, operation, "calls " + operation.id()));
        known(flow.ledgered()).forEach(operation -> readBack(flow, operation));
        flow.webhooks().forEach((name, operation) -> webhook(flow, name, operation));
        flow.sources().forEach(source -> source(flow, source));
        flow.switches().forEach(name -> isOnOrOff(flow, name));
        crm(flow);
        if (flow.settings().contains(COMMUNITY) && properties.communityId().isBlank()) {
            missing(ErrorCode.CONFIG_INVALID, COMMUNITY, "is empty, and flow " + flow.flow() + " puts it into calls");
        }
    }

    /** An operation nobody knows is not about settings; the checks of the routes tell it. */
    private Stream<Operation> known(Set<String> ids) {
        return contract.operations().stream()
                .filter(operation -> ids.contains(operation.id()))
                .flatMap(operation -> UsedOperations.withJobQueries(contract, operation).stream());
    }

    /** What the ledger asks afterwards has the host and key of all, also where the call goes by a webhook. */
    private void readBack(FlowUse flow, Operation operation) {
        UsedOperations.readBack(contract, operation)
                .ifPresent(query ->
                        reach(flow, query, "calls " + query.id() + " to see whether " + operation.id() + " happened"));
    }

    private void reach(FlowUse flow, Operation operation, String why) {
        key(flow, operation, why);
        host(flow, operation, why);
    }

    private void key(FlowUse flow, Operation operation, String why) {
        SecurityScheme scheme = contract.securitySchemes().get(operation.security());
        if (scheme == null || ApiKeys.of(properties.keys()).byVariable().containsKey(scheme.environment())) {
            return;
        }
        put(
                scheme.environment(),
                new StartProblem(
                        ErrorCode.SECRET_MISSING,
                        "environment variable " + scheme.environment(),
                        "is not set, and flow " + flow.flow() + " " + why + " → the key for header "
                                + scheme.header()));
    }

    private void host(FlowUse flow, Operation operation, String why) {
        String server = operation.server();
        String url = new ServerUrls(properties.servers())
                .of(contract)
                .getOrDefault(server, contract.servers().getOrDefault(server, ""));
        String host = url.isBlank()
                ? NOWHERE
                : Objects.requireNonNullElse(URI.create(url).getHost(), "");
        if (host.endsWith(NOWHERE)) {
            missing(
                    ErrorCode.CONFIG_INVALID,
                    SettingsShape.ROOT + ".servers." + server,
                    "is empty, the contract has no host for it, and flow " + flow.flow() + " " + why);
        }
    }

    private void community(FlowUse flow, Operation operation) {
        if (operation.effect() == EffectMark.ALWAYS && properties.communityId().isBlank()) {
            missing(
                    ErrorCode.CONFIG_INVALID,
                    COMMUNITY,
                    "is empty, and flow " + flow.flow() + " does " + operation.id()
                            + ", an effect: the ledger needs to know whose");
        }
    }

    private void webhook(FlowUse flow, String name, String operation) {
        String setting = ConfiguredWebhooks.PREFIX + name;
        WebhookProperties webhook = properties.webhooks().get(name);
        if (webhook == null) {
            String near = Nearest.of(name, properties.webhooks().keySet());
            put(
                    setting,
                    new StartProblem(
                            ErrorCode.CONFIG_INVALID,
                            "config/application.yaml",
                            setting + ": is missing, and flow " + flow.flow() + " calls " + operation + " by it → "
                                    + (near == null ? "the webhook with its operation and url" : "name " + near)));
        } else if (webhook.url().isBlank()) {
            missing(
                    ErrorCode.CONFIG_INVALID,
                    setting + ".url",
                    "is empty, and flow " + flow.flow() + " calls " + operation
                            + " by it; the whole URL from the panel");
        } else if (!webhook.operation().equals(operation)) {
            put(
                    setting + ".operation",
                    new StartProblem(
                            ErrorCode.CONFIG_INVALID,
                            "config/application.yaml",
                            setting + ".operation: is '" + webhook.operation() + "', but flow " + flow.flow()
                                    + " calls " + operation + " by it → name another webhook in the flow"));
        }
    }

    private void isOnOrOff(FlowUse flow, String name) {
        String value = environment.getProperty(name);
        // that there is none at all is told by the checks of the routes
        if (value != null && !value.strip().matches("(?i)true|false")) {
            put(
                    name,
                    new StartProblem(
                            ErrorCode.CONFIG_INVALID,
                            SettingOrigin.of(environment, name).said(),
                            name + ": is '" + Redaction.text(value, 40) + "', and flow " + flow.flow()
                                    + " reads it as a switch → true or false"));
        }
    }

    /** What the beans need that Kamelets of CRMs call. */
    private void crm(FlowUse flow) {
        String prefix = SettingsShape.ROOT + ".crm.";
        if (flow.beans().contains("hubspot")
                && properties.crm().hubspot().token().isBlank()) {
            missing(
                    ErrorCode.SECRET_MISSING,
                    prefix + "hubspot.token",
                    "is empty, and flow " + flow.flow() + " writes to HubSpot");
        }
        String login = properties.crm().salesforce().missing();
        if (flow.beans().contains("salesforce") && !login.isEmpty()) {
            missing(
                    ErrorCode.SECRET_MISSING,
                    prefix + "salesforce." + login,
                    "is empty, and flow " + flow.flow() + " writes to Salesforce");
        }
    }

    /** Those that cannot be used, whoever calls them. */
    private void webhooks() {
        for (RaiException problem : ConfiguredWebhooks.problems(properties, contract)) {
            put(problem.sentence(), new StartProblem(problem.code(), "config/application.yaml", problem.sentence()));
        }
    }

    private void source(FlowUse flow, String source) {
        if (source.isBlank()) {
            return; // its placeholder has no value, which the check of the route tells
        }
        String name = SettingsShape.ROOT + ".sources." + source;
        ReturningAiProperties.Source settings = properties.sources().get(source);
        if (settings == null) {
            String near = Nearest.of(source, properties.sources().keySet());
            put(
                    name,
                    new StartProblem(
                            ErrorCode.CONFIG_INVALID,
                            "config/application.yaml",
                            name + ": is missing, and flow " + flow.flow() + " reads it → "
                                    + (near == null ? "the source with its url" : "read " + near + " in the route")));
        } else if (!settings.type().equals("database")) {
            if (ConfiguredSources.place(settings).isBlank()) {
                missing(
                        ErrorCode.CONFIG_INVALID,
                        name + "." + ConfiguredSources.placeKey(settings),
                        "is empty, and flow " + flow.flow() + " reads it");
            }
        } else if (settings.url().isBlank()) {
            missing(
                    ErrorCode.CONFIG_INVALID,
                    name + ".url",
                    "is empty, and flow " + flow.flow() + " reads it; a URL such as jdbc:postgresql://host/database");
        }
    }

    /** A setting without a value, with the variable that gives it. */
    private void missing(ErrorCode code, String name, String why) {
        SettingOrigin origin = SettingOrigin.of(environment, name);
        String variable = origin.variable().isEmpty()
                ? name.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_')
                : origin.variable();
        put(
                name,
                new StartProblem(
                        code, origin.place(), name + ": " + why + " → set the environment variable " + variable));
    }

    private void put(String name, StartProblem problem) {
        problems.putIfAbsent(name, problem);
    }
}
