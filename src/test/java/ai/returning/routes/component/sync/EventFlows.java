package ai.returning.routes.component.sync;

import ai.returning.routes.component.ReturningAiConstants;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.EffectWorld;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.effects.rules.Decider;
import ai.returning.routes.effects.rules.RuleSet;
import ai.returning.routes.effects.rules.RuleSettings;
import ai.returning.routes.effects.rules.Users;
import ai.returning.routes.effects.store.EventClaims;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.identity.IdentitySettings;
import ai.returning.routes.identity.UserDirectory;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.sync.poll.PollSources;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.SourceSettings;
import ai.returning.routes.sync.store.PollCursors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;

/** A shipped flow with effects as it is, against a source on H2 and the emulator; ids of the tenant are put in. */
final class EventFlows implements AutoCloseable {
    final EffectWorld world;
    final VerdictStore verdicts;
    final PollCursors cursors;
    final FlowSwitches switches;
    final Polls polls = new Polls();
    volatile boolean usersAway;

    private final String source = "jdbc:h2:mem:flows-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final Path routes;
    private final EffectEngine engine;
    private final UserDirectory directory;
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final DefaultCamelContext context = new DefaultCamelContext();

    EventFlows(Path folder) {
        world = new EffectWorld(folder);
        routes = folder.resolve("routes");
        verdicts = new VerdictStore(world.database.jdbc());
        cursors = new PollCursors(world.database.jdbc());
        switches = new FlowSwitches(world.database.jdbc());
        engine = world.engine("flows").start(Duration.ofMillis(100));
        directory = new UserDirectory(
                new IdentityStore(world.database.jdbc(), EffectWorld.COMMUNITY),
                world.client,
                EffectWorld.CONTRACT,
                EffectWorld.COMMUNITY,
                operation -> true,
                world.clock,
                IdentitySettings.STANDARD);
    }

    /** Starts the flow with what is replaced in its rules. */
    EventFlows start(String flow, boolean ticking, Map<String, String> replaced, Map<String, String> settings) {
        try {
            copy(flow, replaced);
            Properties properties = new Properties();
            for (String name : new String[] {
                "award-badges",
                "record-field-history",
                "grant-premium-currency",
                "notify-channel",
                "set-user-fields",
                "adjust-currency"
            }) {
                properties.put("returning-ai.routes." + name + ".enabled", "true");
                properties.put("returning-ai.routes." + name + ".source", "customers");
                properties.put("returning-ai.routes." + name + ".start", "0");
                properties.put("returning-ai.routes." + name + ".overlap", "100");
                properties.put("returning-ai.routes." + name + ".every", "100ms");
            }
            properties.putAll(settings);
            context.disableJMX();
            context.getPropertiesComponent().setInitialProperties(properties);
            context.addComponent("returning-ai-sync", component(ticking));
            load(Path.of("routes/shared/stop-on-failure.camel.yaml"));
            load(routes.resolve(flow).resolve(flow + ".camel.yaml"));
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something else that routes need. */
    EventFlows with(String scheme, Component component) {
        context.addComponent(scheme, component);
        return this;
    }

    /** Real Kamelets, with the bean they call. */
    EventFlows kamelets(String name, Object bean) {
        context.getComponent("kamelet", KameletComponent.class).setLocation("file:routes/kamelets");
        context.getRegistry().bind(name, bean);
        return this;
    }

    Path routes() {
        return routes;
    }

    EventFlows begin() {
        context.start();
        return this;
    }

    EventFlows load(Path file) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString(file.toString(), Files.readString(file)));
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a message as the consumer of a webhook would. */
    Exchange send(String uri, Object body, boolean proven) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.setProperty(ReturningAiConstants.EVENT_PROVEN, proven);
                })
                .send();
    }

    private void copy(String flow, Map<String, String> replaced) throws IOException {
        Path target = Files.createDirectories(routes.resolve(flow));
        try (Stream<Path> files = Files.list(Path.of("routes", flow))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                for (Map.Entry<String, String> one : replaced.entrySet()) {
                    text = text.replace(one.getKey(), one.getValue());
                }
                Files.writeString(target.resolve(file.getFileName()), text);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private SyncComponent component(boolean ticking) {
        return new SyncComponent(
                        flow -> {
                            throw new IllegalStateException("no sync here");
                        },
                        null,
                        new FlowRunner(),
                        ticking,
                        name -> {})
                .polling(new Polling(routes, new Sources(), cursors, switches::isStopped, world.clock, "flows", polls))
                .deciding(new RuleDeciders(
                        routes, EffectWorld.CONTRACT, RuleSettings.NONE, this::decider, verdicts, world.clock));
    }

    private Decider decider(RuleSet rules) {
        DirectoryUsers users = new DirectoryUsers(directory, rules.userNames());
        return new Decider(
                rules,
                new Decider.Tools(
                        engine,
                        verdicts,
                        new EventClaims(world.database.jdbc()),
                        names -> usersAway
                                ? names.stream()
                                        .collect(Collectors.toMap(
                                                name -> name, name -> new Users.Unavailable("The API is away.")))
                                : users.find(names),
                        EffectWorld.COMMUNITY,
                        world.clock,
                        workers,
                        decided -> {}));
    }

    /** Notes the headers that messages have at each step of a route. */
    void watch(String route, List<Map<String, Object>> seen) {
        context.getCamelContextExtension().addInterceptStrategy((camel, node, target, next) -> exchange -> {
            if (route.equals(exchange.getFromRouteId())) {
                seen.add(Map.copyOf(exchange.getMessage().getHeaders()));
            }
            target.process(exchange);
        });
    }

    boolean isResting(String route) {
        return ((ReceiveConsumer) context.getRoute(route).getConsumer()).isResting();
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(source, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop(String flow) {
        switches.stop(new FlowSwitch(flow, 0, "a test", "to see"));
    }

    int calls(String operation) {
        return world.emulator.requests().of(operation).size();
    }

    void awaitApplied(long effects) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> world.store.counts().getOrDefault(EffectState.APPLIED, 0L) == effects);
    }

    private final class Sources implements PollSources {
        @Override
        public RowSource open(String name) {
            return new JdbcRowSource(SourceSettings.of(name, source, "sa", ""));
        }

        @Override
        public String url(String name) {
            return source;
        }
    }

    @Override
    public void close() {
        context.stop();
        directory.close();
        engine.close();
        workers.shutdown();
        world.close();
    }
}
