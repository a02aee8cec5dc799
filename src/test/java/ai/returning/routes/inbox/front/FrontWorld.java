package ai.returning.routes.inbox.front;

import ai.returning.routes.codec.AesCodec;
import ai.returning.routes.codec.AesEnvelope;
import ai.returning.routes.codec.AesKey;
import ai.returning.routes.codec.AesMode;
import ai.returning.routes.codec.AesSettings;
import ai.returning.routes.codec.ApiKeyProof;
import ai.returning.routes.codec.ByteText;
import ai.returning.routes.codec.Proof;
import ai.returning.routes.codec.StandardWebhooks;
import ai.returning.routes.codec.WebhookCodec;
import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A front with one endpoint of each kind, before a real database. */
final class FrontWorld implements AutoCloseable {
    static final String API_KEY = "canary-api-key-71";
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String OTHER_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    static final String AES_KEY = "0123456789abcdefLANTERNCLUBKEY26";

    static final StandardWebhooks SIGNER = new StandardWebhooks(List.of(SECRET), Duration.ofMinutes(5));
    static final AesCodec GCM = aes(AesMode.GCM);
    static final AesCodec CBC = aes(AesMode.CBC);

    final StateDatabase database;
    final InboxStore store;
    final Inbox inbox;
    final IngestServer server;
    final RawHttp http;

    FrontWorld(Path folder, FrontSettings settings) {
        this(States.h2(folder, 8), settings, 10_000);
    }

    FrontWorld(StateSettings state, FrontSettings settings, int room) {
        database = StateDatabase.open(state);
        store = new InboxStore(database.jdbc());
        inbox = new Inbox(store, Clock.systemUTC(), room, type -> {});
        server = IngestServer.start(settings, inbox, endpoints());
        http = new RawHttp(server.address());
    }

    private static AesCodec aes(AesMode mode) {
        return new AesCodec(
                AesSettings.of(mode, AesEnvelope.JSON, ByteText.BASE64), List.of(AesKey.of(AES_KEY, "key")));
    }

    private static List<WebhookEndpoint> endpoints() {
        Proof key = new ApiKeyProof("x-api-key", List.of(API_KEY));
        Proof other = new StandardWebhooks(List.of(OTHER_SECRET), Duration.ofMinutes(5));
        return List.of(
                endpoint("keyed", List.of(key), null, ""),
                endpoint("signed", List.of(SIGNER), null, StandardWebhooks.ID),
                endpoint("neighbour", List.of(other), null, StandardWebhooks.ID),
                endpoint("sealed", List.of(), GCM, ""),
                endpoint("sealed-cbc", List.of(), CBC, ""));
    }

    private static WebhookEndpoint endpoint(
            String name, List<Proof> proofs, @Nullable AesCodec encryption, String idHeader) {
        WebhookCodec codec = new WebhookCodec(proofs, encryption, List.of("x-encrypted"));
        EventRules rules = new EventRules(
                name, "user_visit_server", "lantern", TestPointers.STANDARD, List.of(), codec.proves(), true, false);
        return new WebhookEndpoint(token(name), rules, codec, false, idHeader);
    }

    static String token(String name) {
        return name + "-0123456789abcdef0123456789abcdef";
    }

    static String path(String name) {
        return "/in/" + token(name);
    }

    /** A request with the headers of each kind that pass. */
    RawHttp.Answer send(String name, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", "application/json");
        all.putAll(headers);
        return http.post(path(name), all, body);
    }

    RawHttp.Answer keyed(String body) {
        return keyed(body.getBytes(StandardCharsets.UTF_8));
    }

    RawHttp.Answer keyed(byte[] body) {
        return send("keyed", Map.of("x-api-key", API_KEY), body);
    }

    List<InboxEvent> stored() {
        return store.recent(null, null, null, 0, 1000);
    }

    @Override
    public void close() {
        server.close();
        inbox.close();
        database.close();
    }
}
