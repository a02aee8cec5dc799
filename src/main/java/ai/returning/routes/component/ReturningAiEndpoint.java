package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.EffectProof;
import ai.returning.routes.contract.FormParts;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.RequestCheck;
import ai.returning.routes.contract.WebhookMark;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Call one operation of the Returning.AI API by its name in the contract. Parameters of the operation are options, too.
 * Within a sync route it takes the rows of a batch that changed and fills the upload files of the run.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "returning-ai",
        title = "Returning.AI",
        syntax = "returning-ai:operationId",
        producerOnly = true,
        lenientProperties = true,
        category = {Category.SAAS, Category.API},
        headersClass = ReturningAiConstants.class)
public class ReturningAiEndpoint extends DefaultEndpoint {
    /** Before a parameter of the operation that is named like an option of the endpoint. */
    static final String PREFIX = "param.";

    /** In the catalog beside the options: the path, and the name of all parameters together. */
    static final Set<String> NO_OPTIONS = Set.of("operationId", "parameters");

    @UriPath(description = "Name of the operation in config/returning-ai.openapi.yaml, such as bulkUpdateUsers.")
    @Metadata(required = true)
    private String operationId;

    @UriParam(
            prefix = PREFIX,
            multiValue = true,
            description = "Parameters of the operation. The prefix may be left out unless the endpoint has an option of"
                    + " the same name. A variable returning-ai.userId does the same for a parameter userId.")
    private @Nullable Map<String, Object> parameters;

    @UriParam(
            defaultValue = "payload",
            enums = "payload,whole",
            description = "What becomes the body: the payload without its envelope, or the whole answer.")
    private String result = "payload";

    @UriParam(
            defaultValue = "true",
            description = "Hold the request against the contract before it is sent. Switch it off where a tenant takes"
                    + " more than the contract knows.")
    private boolean validate = true;

    @UriParam(description = "Read all pages of a list or search: the body becomes an iterator over the items.")
    private boolean paginate;

    @UriParam(description = "With paginate: go on from the token that an earlier reading gave.")
    private @Nullable String pageToken;

    @UriParam(defaultValue = "100000", description = "With paginate: more pages than that are an error.")
    private int maxPages = 100_000;

    @UriParam(description = "Call once for each item of a list; the body becomes the list of outcomes.")
    private boolean each;

    @UriParam(defaultValue = "64", description = "With each: calls under way at a time.")
    private int inFlight = 64;

    @UriParam(
            defaultValue = "stop",
            enums = "stop,collect",
            description = "With each: stop starts no further call after the first failure and fails; collect calls for"
                    + " every item and leaves the failures in the outcomes.")
    private String onError = "stop";

    @UriParam(
            description = "Names the business event that causes an effect, such as order:${body.id}. Needed by"
                    + " operations that do harm when repeated.")
    private @Nullable String businessKey;

    @UriParam(
            description =
                    "Name of the effect, a part of its identity: what is done for one business key and user is done"
                            + " once under one name. A new name pays again. Without it the name of the operation.")
    private @Nullable String effect;

    private final Operation operation;
    private final ApiClient client;
    private @Nullable CallInputs inputs;
    private @Nullable OptionText token;
    private @Nullable OptionText key;
    private @Nullable RequestCheck check;

    ReturningAiEndpoint(String uri, ReturningAiComponent component, Operation operation, ApiClient client) {
        super(uri, component);
        this.operationId = operation.id();
        this.operation = operation;
        this.client = client;
    }

    /** Takes what was read from the URI; refuses options that contradict the operation or each other. */
    void prepare(CallInputs values, RequestCheck requests) {
        oneOf("result", result, List.of("payload", "whole"));
        oneOf("onError", onError, List.of("stop", "collect"));
        inputs = values;
        check = validate ? requests : null;
        key = text("businessKey", businessKey);
        token = text("pageToken", pageToken);
        if (validate) {
            requests.requireGiven(operation, values.constants());
        }
        refuse(
                paginate && operation.paging().isEmpty(),
                "paginate",
                "the contract knows no pages of it (x-rai-paging)");
        refuse(paginate && each, "each", "it does not go with 'paginate'");
        refuse(paginate && result.equals("whole"), "result", "'whole' does not go with 'paginate'");
        refuse(!paginate && pageToken != null, "pageToken", "it needs 'paginate=true'");
        refuse(each && !takesJson(), "each", "the operation takes no JSON body");
        refuse(inFlight < 1 || inFlight > 10_000, "inFlight", "it must be between 1 and 10000");
        refuse(maxPages < 1, "maxPages", "it must be above 0");
    }

    private @Nullable OptionText text(String option, @Nullable String value) {
        return value == null || value.isBlank()
                ? null
                : OptionText.of(getCamelContext(), "'" + option + "' of returning-ai:" + operation.id(), value);
    }

    private boolean takesJson() {
        return operation.definition().has("requestBody")
                && (operation.schemas().body().isPresent()
                        || FormParts.of(operation).file() == null);
    }

    private void oneOf(String option, String value, List<String> words) {
        refuse(
                !words.contains(value),
                option,
                "it must be one of " + String.join(", ", words) + "." + Nearest.hint(value, words));
    }

    private void refuse(boolean wrong, String option, String rule) {
        if (wrong) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "Option '" + option + "' of returning-ai:" + operation.id() + " cannot be used so: " + rule
                            + (rule.endsWith("?") ? "" : "."));
        }
    }

    /** What the contract says about the operation. */
    public Operation operation() {
        return operation;
    }

    /** Why this step cannot send the batches of a sync run; empty if it can. Without a full stop. */
    public Optional<String> whyNoBatches() {
        return operation.csv().isPresent()
                ? Optional.empty()
                : Optional.of("the operation " + operation.id() + " takes no file, so it cannot send batches. "
                        + CallModes.BATCH_HINT.replaceAll("\\.$", ""));
    }

    @Override
    public ReturningAiComponent getComponent() {
        return (ReturningAiComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new ReturningAiProducer(this, modes());
    }

    private CallModes modes() {
        CallInputs values = inputs;
        if (values == null) {
            throw new IllegalStateException("the endpoint was not prepared");
        }
        CallRequest request = new CallRequest(operation, values, getComponent().settings(), key, check);
        return new CallModes(client, caller(), operation, request, this, token);
    }

    private Caller caller() {
        EffectEngine ledger = getComponent().settings().effects();
        OptionText named = key;
        return isProvable() && ledger != null && named != null
                ? new LedgerCaller(ledger, operation, named, effect == null ? operation.id() : effect)
                : new PlainCaller(client);
    }

    /** Whether the ledger does it, if there is one and the call has a business key. */
    private boolean isProvable() {
        return (operation.effect() == EffectMark.ALWAYS || EffectProof.isMarked(operation))
                && operation.csv().isEmpty();
    }

    /** Refuses what cannot be called with the settings as they are. */
    void requireReady() {
        CallSettings settings = getComponent().settings();
        boolean ledger = settings.effects() != null && operation.csv().isEmpty();
        Optional<String> webhook = WebhookMark.replaced(operation).flatMap(id -> webhook());
        // where the URL of a webhook leads, nobody can ask: it may be an emulator or not
        EffectGuard.check(operation, key != null, ledger, webhook.isPresent() ? one -> false : settings.emulated());
        if (webhook.isPresent()) {
            settings.byWebhook().accept(operation, webhook.get());
        } else {
            settings.ready().accept(operation);
        }
        if (isProvable() && ledger && key != null) {
            EffectProof.of(operation)
                    .readBack()
                    .ifPresent(query -> settings.ready().accept(getComponent().operation(query.operation())));
        }
    }

    /** The webhook in the options, empty text if the message fills it. */
    private Optional<String> webhook() {
        CallInputs values = inputs;
        return values == null ? Optional.empty() : values.option(WebhookMark.NAME);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("A route cannot start from " + EndpointOptions.scheme(getEndpointUri())
                + ": operations are only called. Start from returning-ai-sync:run or another source.");
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    public String getOperationId() {
        return operationId;
    }

    public void setOperationId(String operationId) {
        this.operationId = operationId;
    }

    public @Nullable Map<String, Object> getParameters() {
        return parameters;
    }

    public void setParameters(@Nullable Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    public String getResult() {
        return result;
    }

    public void setResult(String result) {
        this.result = result;
    }

    public boolean isValidate() {
        return validate;
    }

    public void setValidate(boolean validate) {
        this.validate = validate;
    }

    public boolean isPaginate() {
        return paginate;
    }

    public void setPaginate(boolean paginate) {
        this.paginate = paginate;
    }

    public @Nullable String getPageToken() {
        return pageToken;
    }

    public void setPageToken(@Nullable String pageToken) {
        this.pageToken = pageToken;
    }

    public int getMaxPages() {
        return maxPages;
    }

    public void setMaxPages(int maxPages) {
        this.maxPages = maxPages;
    }

    public boolean isEach() {
        return each;
    }

    public void setEach(boolean each) {
        this.each = each;
    }

    public int getInFlight() {
        return inFlight;
    }

    public void setInFlight(int inFlight) {
        this.inFlight = inFlight;
    }

    public String getOnError() {
        return onError;
    }

    public void setOnError(String onError) {
        this.onError = onError;
    }

    public @Nullable String getBusinessKey() {
        return businessKey;
    }

    public void setBusinessKey(@Nullable String businessKey) {
        this.businessKey = businessKey;
    }

    public @Nullable String getEffect() {
        return effect;
    }

    public void setEffect(@Nullable String effect) {
        this.effect = effect;
    }
}
