package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** The legacy routes that call a community a server. */
final class ServerQueries {
    private static final String SINCE = "2026-05-01T00:00:00.000Z";

    private final Profile profile;

    ServerQueries(Profile profile) {
        this.profile = profile;
    }

    @Behaviour(of = "listMyServers", does = "Lists the one community that the key belongs to, whichever that is.")
    @Assumed(why = "known by name only")
    HttpReply list(Call call) {
        ArrayNode body = Things.object().putArray("body");
        body.addObject()
                .put("_id", call.key().communityId())
                .put("name", profile.text("community-name"))
                .put("uri", profile.text("community-uri"))
                .put("createdAt", SINCE)
                .put("updatedAt", SINCE);
        return call.ok(profile.text("servers-listed"), body);
    }
}
