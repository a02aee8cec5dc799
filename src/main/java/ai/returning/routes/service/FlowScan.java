package ai.returning.routes.service;

import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads out of the route files what they call, without starting them. */
public final class FlowScan {
    private static final Pattern OPERATION = Pattern.compile("returning-ai:(\\w+).*");
    private static final Pattern KAMELET = Pattern.compile("kamelet:([\\w-]+).*");
    private static final Pattern RULES = Pattern.compile("returning-ai-sync:decide\\?(?:.*&)?rules=([^&]+).*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^:}]+)(?::([^}]*))?}}");

    private static final Set<String> URIS = Set.of("uri", "to", "toD", "wireTap", "deadLetterUri");
    /** What a file may hold beside routes that calls something. */
    private static final List<String> AROUND = List.of(
            "routeConfiguration",
            "onException",
            "onCompletion",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint",
            "errorHandler");

    private static final String KEY = "businessKey";
    private static final String RULES_END = ".rules.yaml";

    private final Path flows;
    private final UnaryOperator<@Nullable String> settings;

    /**
     * A scan of one folder.
     *
     * @param flows the folder of the flows
     * @param settings the value of a setting, or null if there is none
     */
    public FlowScan(Path flows, UnaryOperator<@Nullable String> settings) {
        this.flows = flows;
        this.settings = settings;
    }

    /** All flows by name; disabled ones, too. */
    public List<FlowUse> read() {
        Map<String, FlowUse> byName = new TreeMap<>();
        for (Path file : files()) {
            Path folder = file.getParent();
            String flow = folder == null ? "" : String.valueOf(folder.getFileName());
            YamlNode root = Yaml.read(file);
            for (YamlNode item : root.isList() ? root.items() : List.<YamlNode>of()) {
                use(flow, item).ifPresent(use -> byName.merge(flow, use, FlowScan::both));
            }
        }
        return List.copyOf(byName.values());
    }

    private List<Path> files() {
        try (Stream<Path> walk = Files.walk(flows)) {
            return walk.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "The folder of the flows, " + flows + ", cannot be read: " + e + ".", e);
        }
    }

    /** Only routes that start count, and what stands around them, such as an onException for all. */
    private Optional<FlowUse> use(String flow, YamlNode item) {
        Optional<YamlNode> route = item.isMap() ? item.find("route") : Optional.empty();
        if (route.isPresent()) {
            return Optional.of(use(flow, starts(route.get()), route.get()));
        }
        if (item.isMap() && item.find("from").isPresent()) {
            return Optional.of(use(flow, true, item));
        }
        return item.isMap() && AROUND.stream().anyMatch(key -> item.find(key).isPresent())
                ? Optional.of(use(flow, true, item)).filter(use -> !use.all().isEmpty())
                : Optional.empty();
    }

    private boolean starts(YamlNode route) {
        return route.find("autoStartup")
                .map(YamlNode::text)
                .map(this::filled)
                .map(text -> !text.equals("false"))
                .orElse(true);
    }

    private FlowUse use(String flow, boolean enabled, YamlNode node) {
        Calls calls = new Calls();
        if (enabled) {
            calls.collect(node);
        }
        return new FlowUse(
                flow,
                enabled,
                calls.operations,
                calls.unkeyed,
                calls.decided,
                calls.sources,
                calls.settings,
                calls.webhooks);
    }

    private static FlowUse both(FlowUse one, FlowUse other) {
        return new FlowUse(
                one.flow(),
                one.enabled() || other.enabled(),
                union(one.operations(), other.operations()),
                union(one.unkeyed(), other.unkeyed()),
                union(one.decided(), other.decided()),
                union(one.sources(), other.sources()),
                union(one.settings(), other.settings()),
                union(one.webhooks(), other.webhooks()));
    }

    private static Map<String, String> union(Map<String, String> one, Map<String, String> other) {
        Map<String, String> all = new TreeMap<>(one);
        all.putAll(other);
        return all;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** What the steps of one route call, those of its Kamelets included. */
    private final class Calls {
        private final Set<String> operations = new TreeSet<>();
        private final Set<String> unkeyed = new TreeSet<>();
        private final Set<String> decided = new TreeSet<>();
        private final Set<String> sources = new TreeSet<>();
        private final Set<String> settings = new TreeSet<>();
        private final Map<String, String> webhooks = new TreeMap<>();
        private final Set<String> kamelets = new HashSet<>();

        void collect(YamlNode node) {
            if (node.isList()) {
                node.items().forEach(this::collect);
            } else if (node.isMap()) {
                node.entries().forEach((key, value) -> {
                    noteSettings(value);
                    if (value.isScalar() && URIS.contains(key)) {
                        uri(value.text(), node);
                    } else {
                        collect(value);
                    }
                });
            }
        }

        private void noteSettings(YamlNode value) {
            if (value.isScalar()) {
                PLACEHOLDER
                        .matcher(value.text())
                        .results()
                        .forEach(hit -> settings.add(hit.group(1).strip()));
            }
        }

        private void uri(String uri, YamlNode step) {
            Matcher operation = OPERATION.matcher(uri);
            Matcher kamelet = KAMELET.matcher(uri);
            if (operation.matches()) {
                operations.add(operation.group(1));
                parameter(step, WebhookMark.NAME).ifPresent(name -> webhook(name, operation.group(1)));
                if (!uri.contains(KEY + "=") && parameter(step, KEY).isEmpty()) {
                    unkeyed.add(operation.group(1));
                }
            } else if (kamelet.matches() && kamelets.add(kamelet.group(1))) {
                Path file = flows.resolve("kamelets").resolve(kamelet.group(1) + ".kamelet.yaml");
                if (Files.exists(file)) {
                    collect(Yaml.read(file));
                }
            } else if (uri.startsWith("returning-ai-sync:")) {
                parameter(step, "source").ifPresent(source -> sources.add(filled(source.text())));
                rules(uri, step).map(FlowScan.this::filled).ifPresent(this::rules);
            }
        }

        private static Optional<String> rules(String uri, YamlNode step) {
            Matcher rules = RULES.matcher(uri);
            return rules.matches()
                    ? Optional.of(rules.group(1))
                    : parameter(step, "rules").map(YamlNode::text);
        }

        /** What rules ask for. A file that is not there is told by the step that names it. */
        private void rules(String name) {
            Path file = flows.resolve(name.replace(RULES_END, "")).resolve(name);
            if (Files.isRegularFile(file)) {
                rules(Yaml.read(file));
            }
        }

        private void rules(YamlNode node) {
            if (node.isList()) {
                node.items().forEach(this::rules);
            } else if (node.isMap()) {
                byWebhook(node);
                node.entries().forEach((key, value) -> {
                    noteSettings(value);
                    if (key.equals("do") && value.isScalar()) {
                        decided.add(filled(value.text()));
                    } else {
                        rules(value);
                    }
                });
            }
        }

        /** A name that a Kamelet or the message gives is known when the route starts. */
        private void webhook(YamlNode name, String operation) {
            String text = name.isScalar() ? filled(name.text()) : "";
            if (!text.isBlank() && !text.contains("${")) {
                webhooks.put(text, operation);
            }
        }

        /** What a rule calls by a webhook. */
        private void byWebhook(YamlNode rule) {
            rule.find("with")
                    .filter(YamlNode::isMap)
                    .flatMap(with -> with.find(WebhookMark.NAME))
                    .ifPresent(webhook ->
                            webhook(webhook, rule.find("do").map(YamlNode::text).orElse("")));
        }

        private static Optional<YamlNode> parameter(YamlNode step, String name) {
            return Optional.ofNullable(step.get("parameters"))
                    .filter(YamlNode::isMap)
                    .flatMap(parameters -> parameters.find(name));
        }
    }

    private String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(hit -> {
            String value = settings.apply(hit.group(1).strip());
            String standard = hit.group(2) == null ? "" : hit.group(2);
            return Matcher.quoteReplacement(value == null ? standard : value);
        });
    }
}
