package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.RequestCheck;
import ai.returning.routes.contract.WebhookMark;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/** Makes {@code returning-ai:<operationId>} endpoints; operation and options are checked when the route starts. */
@Component("returning-ai")
public class ReturningAiComponent extends DefaultComponent {
    private static final int CONTINUATIONS = 256;

    private final Function<String, Operation> operations;
    private final Supplier<Set<String>> inputs;
    private final ApiClient client;
    private final CallSettings settings;
    private final RequestCheck check = new RequestCheck();
    private @Nullable ExecutorService continuations;

    public ReturningAiComponent(Contract contract, ApiClient client, CallSettings settings) {
        this(contract::operation, () -> inputs(contract), client, settings);
    }

    /** @param ready refuses an operation that cannot be called with the settings as they are; asked at start */
    public ReturningAiComponent(Contract contract, ApiClient client, Consumer<Operation> ready) {
        this(contract, client, CallSettings.standard().ready(ready));
    }

    ReturningAiComponent(Function<String, Operation> operations, ApiClient client) {
        this(operations, Set::of, client, CallSettings.standard());
    }

    private ReturningAiComponent(
            Function<String, Operation> operations,
            Supplier<Set<String>> inputs,
            ApiClient client,
            CallSettings settings) {
        this.operations = operations;
        this.inputs = inputs;
        this.client = client;
        this.settings = settings;
    }

    /** Every name that some operation takes as parameter or part. */
    private static Set<String> inputs(Contract contract) {
        Set<String> names = new TreeSet<>();
        contract.operations().forEach(operation -> names.addAll(CallInputs.names(operation)));
        names.add(ReturningAiConstants.PAGE_TOKEN_VARIABLE);
        return Set.copyOf(names);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ThreadPoolProfile profile = new ThreadPoolProfile("returning-ai");
        profile.setPoolSize(CONTINUATIONS);
        profile.setMaxPoolSize(CONTINUATIONS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        continuations = getCamelContext().getExecutorServiceManager().newThreadPool(this, "returning-ai", profile);
    }

    @Override
    protected void doShutdown() throws Exception {
        ExecutorService pool = continuations;
        if (pool != null) {
            List<Runnable> rest = getCamelContext().getExecutorServiceManager().shutdownNow(pool);
            runLate(() -> rest.forEach(Runnable::run));
        }
        super.doShutdown();
    }

    /**
     * Where routes go on after a call. With all threads busy they wait in line, at shutdown they get a thread of their
     * own: a route may block, and the thread that an answer comes in on serves all calls.
     */
    Executor continuations() {
        ExecutorService pool = Objects.requireNonNull(continuations, "not started");
        return task -> {
            try {
                pool.execute(task);
            } catch (RejectedExecutionException e) {
                runLate(task);
            }
        };
    }

    private static void runLate(Runnable task) {
        Thread thread = new Thread(task, "returning-ai-late");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param id as the contract has it */
    Operation operation(String id) {
        return operations.apply(id);
    }

    CallSettings settings() {
        return settings;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Operation operation = operations.apply(remaining);
        Set<String> own = EndpointOptions.names(getCamelContext(), "returning-ai");
        own.removeAll(ReturningAiEndpoint.NO_OPTIONS);
        Map<String, String> values = InputOptions.take(operation, own, parameters);
        // a Kamelet passes both ways to name a webhook, one of them empty
        WebhookMark.replaced(operation).ifPresent(id -> values.values().removeIf(String::isBlank));
        Set<String> known = new TreeSet<>(own);
        known.addAll(CallInputs.names(operation));
        EndpointOptions.refuseUnknown(uri, parameters.keySet(), known);
        ReturningAiEndpoint endpoint = new ReturningAiEndpoint(uri, this, operation, client);
        setProperties(endpoint, parameters);
        endpoint.prepare(CallInputs.of(getCamelContext(), operation, values, inputs.get()), check);
        return endpoint;
    }

    /** Done in {@link #createEndpoint}, where the operation and so its parameters are known. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {}

    /** The options that are values of the call. */
    private static final class InputOptions {
        private InputOptions() {}

        /**
         * Takes them out of the options. A parameter that is named like an option of the endpoint, and any other if one
         * likes, is written with the prefix {@code param.}.
         */
        static Map<String, String> take(Operation operation, Set<String> own, Map<String, Object> options) {
            Set<String> names = CallInputs.names(operation);
            Map<String, String> values = new LinkedHashMap<>();
            new HashMap<>(options).forEach((option, value) -> {
                String name = option.startsWith(ReturningAiEndpoint.PREFIX)
                        ? option.substring(ReturningAiEndpoint.PREFIX.length())
                        : own.contains(option) ? "" : option;
                if (names.contains(name)) {
                    values.put(name, String.valueOf(value));
                    options.remove(option);
                }
            });
            return values;
        }
    }
}
