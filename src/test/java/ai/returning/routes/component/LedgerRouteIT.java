package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectWorld;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.support.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes whose effects go through the ledger. */
@Timeout(120)
class LedgerRouteIT {
    private final EffectWorld world;
    private final EffectEngine engine;
    private final DefaultCamelContext context = new DefaultCamelContext();

    LedgerRouteIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
        engine = world.engine("here");
        context.disableJMX();
        context.addComponent(
                "returning-ai",
                new ReturningAiComponent(
                        EffectWorld.CONTRACT,
                        world.client,
                        CallSettings.standard().effects(engine)));
    }

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        engine.close();
        world.close();
    }

    private Exchange send(String options, Object body) {
        return context.createFluentProducerTemplate()
                .to("returning-ai:awardBadge?badgeId=" + world.badge + options)
                .withBody(body)
                .send();
    }

    @Test
    void awardsOnceForABusinessKeyWhoeverAsksAgain() {
        Map<String, String> body = Map.of("userId", world.user(1));
        Exchange first = send("&businessKey=deposit:1", body);
        Exchange again = send("&businessKey=deposit:1", body);

        assertThat(first.getException()).isNull();
        assertThat(first.getMessage().getHeader(ReturningAiConstants.EFFECT_STATE))
                .isEqualTo("applied");
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(ReturningAiConstants.EFFECT_ID))
                .isEqualTo(first.getMessage().getHeader(ReturningAiConstants.EFFECT_ID));
        assertThat(again.getMessage().getBody()).isEqualTo(first.getMessage().getBody());
        assertThat(world.emulator.requests().of("awardBadge")).hasSize(1);
    }

    @Test
    void takesTheKeyOfEachItemOfAList() {
        List<Map<String, String>> users = List.of(
                Map.of("userId", world.user(1)), Map.of("userId", world.user(2)), Map.of("userId", world.user(1)));

        Exchange answer = send("&each=true&businessKey=RAW(first:${body[userId]})", users);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(List.class)).hasSize(3);
        assertThat(world.emulator.requests().of("awardBadge")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deposit:${body[depositId]}",
                "${variable.source}:${body[userId]}",
                "${body[userId]}-${header.at}"
            })
    void refusesABusinessKeyWithAHole(String key) {
        Exchange answer = send("&businessKey=RAW(" + key + ")", Map.of("userId", world.user(1)));

        assertThat(ApiHarness.failure(answer))
                .hasMessageContaining(ErrorCode.EFFECT_UNGUARDED.code())
                .hasMessageContaining("is empty for this message")
                .hasMessageContaining(key);
        assertThat(world.store.counts()).isEmpty();
    }

    @Test
    void doesNothingForAnEventThatProvesNothing() {
        Exchange answer = context.createFluentProducerTemplate()
                .to("returning-ai:awardBadge?businessKey=deposit:1&badgeId=" + world.badge)
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(Map.of("userId", world.user(1)));
                    exchange.setProperty(ReturningAiConstants.EVENT_PROVEN, false);
                })
                .send();

        assertThat(ApiHarness.failure(answer)).hasMessageContaining(ErrorCode.EVENT_UNPROVEN.code());
        assertThat(world.store.counts()).isEmpty();
    }

    @Test
    void hidesThePersonWhoIsInABusinessKey() {
        send("&businessKey=signup:kofi@example.org", Map.of("userId", world.user(1)));

        Exchange other = context.createFluentProducerTemplate()
                .to("returning-ai:awardBadge?badgeId=another&businessKey=signup:kofi@example.org")
                .withBody(Map.of("userId", world.user(1)))
                .send();

        assertThat(ApiHarness.failure(other))
                .hasMessageContaining("'signup:k***@example.org'")
                .message()
                .doesNotContain("kofi@");
        assertThat(world.parked.recent(1).get(0).sentence()).doesNotContain("kofi@");
    }

    @Test
    void goesOnWhenTheOutcomeIsUnclear() {
        world.emulator.faults().add(FaultRule.next("awardBadge", Fault.applyThenFail(502)));

        Exchange answer = send("&businessKey=deposit:1", Map.of("userId", world.user(1)));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(ReturningAiConstants.EFFECT_STATE))
                .isEqualTo("ambiguous");
        assertThat(answer.getMessage().getHeader(ReturningAiConstants.STATUS)).isEqualTo(202);
    }

    @Test
    void failsTheRouteWhenTheApiRefuses() {
        Exchange answer = send("&businessKey=deposit:1", Map.of("userId", "999999"));

        assertThat(ApiHarness.failure(answer))
                .hasMessageContaining("RAI-3015")
                .hasMessageContaining("User not found")
                .hasMessageContaining("./rai ledger show");
    }

    @Test
    void failsTheRouteWhenTheEventIsKnownWithAnotherContent() {
        send("&businessKey=deposit:1", Map.of("userId", world.user(1)));

        Exchange other = context.createFluentProducerTemplate()
                .to("returning-ai:awardBadge?badgeId=another&businessKey=deposit:1")
                .withBody(Map.of("userId", world.user(1)))
                .send();

        assertThat(ApiHarness.failure(other)).hasMessageContaining("RAI-3014");
        assertThat(world.emulator.requests().of("awardBadge")).hasSize(1);
    }

    @Test
    void paysAgainUnderANewName() {
        send("&businessKey=deposit:1", Map.of("userId", world.user(1)));
        send("&businessKey=deposit:1&effect=second-round", Map.of("userId", world.user(1)));

        assertThat(world.emulator.requests().of("awardBadge")).hasSize(2);
    }
}
