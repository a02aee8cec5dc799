package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.Priority;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.Paging;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The first page is fetched at once, so that its failure is the failure of the call; the new body iterates over all. */
record PagedCall(
        ApiClient client,
        Operation operation,
        Paging paging,
        CallRequest request,
        LenientAnswer lenient,
        AnswerMessage answers,
        @Nullable OptionText token,
        int maxPages)
        implements CallMode {

    @Override
    public CompletionStage<?> run(Exchange exchange) {
        ApiCall asked = request.of(exchange, exchange.getMessage().getBody()).priority(Priority.BULK);
        Pages pages = new Pages(operation, paging, lenient, asked);
        String start =
                token(exchange).map(text -> PageToken.position(pages, text)).orElseGet(pages::first);
        // The route will wait for the later pages, so it may wait for the first.
        Answer answer = client.call(request.checked(pages.at(start)));
        put(exchange, PageItems.open(client, pages, maxPages, start, answer), answer);
        return CompletableFuture.completedStage(null);
    }

    private Optional<String> token(Exchange exchange) {
        Optional<String> option = token == null ? Optional.empty() : token.value(exchange);
        return option.or(() -> OptionText.variable(
                        exchange, ReturningAiConstants.VARIABLE_PREFIX + ReturningAiConstants.PAGE_TOKEN_VARIABLE))
                .filter(text -> !text.isBlank());
    }

    private void put(Exchange exchange, PageItems items, Answer first) {
        exchange.getMessage().setBody(items);
        answers.head(exchange.getMessage(), first);
        LiveToken live = new LiveToken(items);
        exchange.getMessage().setHeader(ReturningAiConstants.PAGE_TOKEN, live);
        exchange.setProperty(ReturningAiConstants.PAGE_TOKEN, live);
    }

    /** A header and property whose text moves on with the reading; the parts of a split see it too. */
    private record LiveToken(PageItems items) {
        @Override
        public String toString() {
            String token = items.token();
            return token == null ? "" : token;
        }
    }
}
