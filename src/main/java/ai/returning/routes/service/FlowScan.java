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
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^:}]+)(?::([^}]*))?}}");

    /** A setting that lets steps be come to; what is beside it may only narrow that. */
    private static final Pattern SWITCH = Pattern.compile(
            "\\s*'(\\{\\{\\??([^:}]+)(?::[^}]*)?}})'\\s*(?:==|=~)\\s*'true'\\s*(?:&&(?:(?!\\|\\|).)*)?");

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
                calls.keyed,
                calls.general,
                calls.decided,
                calls.sources,
                calls.settings,
                calls.beans,
                calls.switches,
                calls.webhooks);
    }

    private static FlowUse both(FlowUse one, FlowUse other) {
        return new FlowUse(
                one.flow(),
                one.enabled() || other.enabled(),
                union(one.operations(), other.operations()),
                union(one.unkeyed(), other.unkeyed()),
                union(one.keyed(), other.keyed()),
                union(one.general(), other.general()),
                union(one.decided(), other.decided()),
                union(one.sources(), other.sources()),
                union(one.settings(), other.settings()),
                union(one.beans(), other.beans()),
                union(one.switches(), other.switches()),
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
        private final Set<String> keyed = new TreeSet<>();
        private final Set<String> general = new TreeSet<>();
        private final Set<String> decided = new TreeSet<>();
        private final Set<String> sources = new TreeSet<>();
        private final Set<String> settings = new TreeSet<>();
        private final Set<String> beans = new TreeSet<>();
        private final Set<String> switches = new TreeSet<>();
        private final Map<String, String> webhooks = new TreeMap<>();
        private final Set<String> seen = new HashSet<>();
        private final Set<String> within = new HashSet<>();
        /** What the Kamelet that is read was given. */
        private Map<String, String> given = Map.of();
        /** Whether what is read stands behind a switch that is off: it starts, and is never come to. */
        private boolean off;

        void collect(YamlNode node) {
            if (node.isList()) {
                node.items().forEach(this::collect);
            } else if (node.isMap()) {
                node.entries().forEach((key, value) -> {
                    noteSettings(value);
                    if (value.isScalar() && URIS.contains(key)) {
                        uri(value.text(), node);
                    } else if (key.equals("filter")) {
                        behindSwitch(value);
                    } else {
                        bean(key, value);
                        collect(value);
                    }
                });
            }
        }

        private void behindSwitch(YamlNode filter) {
            boolean before = off;
            Matcher condition = SWITCH.matcher(condition(filter));
            if (condition.matches()) {
                switches.add(condition.group(2).strip());
                off = off || !resolved(condition.group(1)).strip().equalsIgnoreCase("true");
            }
            collect(filter);
            off = before;
        }

        /** In whichever form it is written: {@code expression.simple.expression}, or shorter. */
        private static String condition(YamlNode filter) {
            YamlNode node = filter;
            for (String key : List.of("expression", "simple", "expression")) {
                node = child(node, key).orElse(node);
            }
            return node.isScalar() ? node.text() : "";
        }

        private void bean(String key, YamlNode value) {
            if (key.equals("bean") && !off) {
                child(value, "ref").filter(YamlNode::isScalar).ifPresent(ref -> beans.add(resolved(ref.text())));
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
            StepValues values = StepValues.of(uri, step);
            if (operation.matches()) {
                operation(operation.group(1), values);
            } else if (kamelet.matches()) {
                kamelet(kamelet.group(1), values);
            } else if (uri.startsWith("returning-ai-sync:")) {
                values.find("source").ifPresent(source -> sources.add(resolved(source)));
                if (uri.startsWith("returning-ai-sync:decide")) {
                    values.find("rules").map(this::resolved).ifPresent(this::rules);
                }
            }
        }

        private void operation(String id, StepValues values) {
            operations.add(id);
            called(id, values.find(WebhookMark.NAME).map(this::resolved).orElse(""));
            (values.find(KEY).isPresent() ? keyed : unkeyed).add(id);
        }

        /** Reads a Kamelet once for each way it is called: what it is given may name a webhook. */
        private void kamelet(String name, StepValues values) {
            Map<String, String> own = new TreeMap<>();
            values.byName().forEach((key, value) -> own.put(key, resolved(value)));
            Path file = flows.resolve("kamelets").resolve(name + ".kamelet.yaml");
            if (!seen.add(name + own + off) || !Files.exists(file) || !within.add(name)) {
                return;
            }
            YamlNode kamelet = Yaml.read(file);
            standards(kamelet).forEach(own::putIfAbsent);
            Map<String, String> outer = given;
            given = own;
            collect(kamelet);
            given = outer;
            within.remove(name);
        }

        private static Map<String, String> standards(YamlNode kamelet) {
            Map<String, String> standards = new TreeMap<>();
            Optional.of(kamelet)
                    .flatMap(node -> child(node, "spec"))
                    .flatMap(node -> child(node, "definition"))
                    .flatMap(node -> child(node, "properties"))
                    .filter(YamlNode::isMap)
                    .ifPresent(properties -> properties
                            .entries()
                            .forEach((name, property) -> child(property, "default")
                                    .filter(YamlNode::isScalar)
                                    .ifPresent(standard -> standards.put(name, standard.text()))));
            return standards;
        }

        private static Optional<YamlNode> child(YamlNode node, String key) {
            return node.isMap() ? node.find(key) : Optional.empty();
        }

        private String resolved(String text) {
            return filled(text, given);
        }

        /** @param webhook its name; empty for none. One that the message gives is looked for when a message comes. */
        private void called(String id, String webhook) {
            if (webhook.isBlank()) {
                general.add(id);
            } else if (!webhook.contains("${") && !webhook.startsWith("event.")) {
                webhooks.merge(webhook, id, (one, other) -> other);
            }
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
                node.find("do").filter(YamlNode::isScalar).ifPresent(id -> decided(filled(id.text()), node));
                node.entries().forEach((key, value) -> {
                    noteSettings(value);
                    rules(value);
                });
            }
        }

        private void decided(String id, YamlNode rule) {
            decided.add(id);
            called(
                    id,
                    child(rule, "with")
                            .flatMap(with -> child(with, WebhookMark.NAME))
                            .filter(YamlNode::isScalar)
                            .map(webhook -> filled(webhook.text()))
                            .orElse(""));
        }
    }

    private String filled(String text) {
        return filled(text, Map.of());
    }

    /** @param given goes before the settings */
    private String filled(String text, Map<String, String> given) {
        return PLACEHOLDER.matcher(text).replaceAll(hit -> {
            String name = hit.group(1).strip();
            String value = given.containsKey(name) ? given.get(name) : settings.apply(name);
            String standard = hit.group(2) == null ? "" : hit.group(2);
            return Matcher.quoteReplacement(value == null ? standard : value);
        });
    }
}
