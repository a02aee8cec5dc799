package ai.returning.routes.emulator;

import java.util.HashMap;
import java.util.Map;

/** Which handler answers which operation. */
final class Handlers {
    private final Community community;
    private final JobStore jobs;
    private final Knobs knobs;
    private final WebhookOpener opener;
    private final OperationHandler bulk;
    private final Map<String, OperationHandler> all = new HashMap<>();

    Handlers(Community community, JobStore jobs, Knobs knobs, OperationHandler bulk, WebhookOpener opener) {
        this.opener = opener;
        this.community = community;
        this.jobs = jobs;
        this.knobs = knobs;
        this.bulk = bulk;
    }

    Map<String, OperationHandler> byOperation() {
        addBulk();
        addUsers();
        addFields();
        addBadges();
        all.put("listMyServers", new ServerQueries(community.profile())::list);
        addMessages();
        return all;
    }

    private void addBulk() {
        JobQueries queries = new JobQueries(jobs, knobs);
        all.put("bulkUpdateUsers", bulk);
        all.put("bulkImportUsers", bulk);
        all.put("bulkUpdatePremiumCurrency", bulk);
        all.put("listBulkUpdates", queries::list);
        all.put("getBulkUpdateStatus", queries::status);
        all.put("getBulkUpdateDetails", queries::details);
    }

    private void addUsers() {
        UserQueries reads =
                new UserQueries(community.users(), community.messages(), community.badges(), community.id());
        all.put("getUserData", reads::info);
        all.put("searchUsers", reads::search);
        ProfileQueries profiles = new ProfileQueries(community);
        alone("getUser", profiles::user);
        alone("listCommunityUsers", profiles::list);
        alone("getUserMilestones", new MilestoneQueries(community)::list);
        Accounts accounts = new Accounts(community);
        alone("createUser", accounts::create);
        alone("manageUserAccount", accounts::manage);
    }

    private void addFields() {
        FieldQueries queries = new FieldQueries(community.users(), community.profile(), community.id());
        all.put("listUserFields", queries::list);
        FieldHandlers fields = new FieldHandlers(community);
        alone("getUserField", fields::show);
        alone("createUserField", fields::create);
        alone("updateUserField", fields::update);
        alone("deleteUserField", fields::delete);
        HistoryHandlers histories = new HistoryHandlers(community);
        alone("listUserFieldHistories", histories::list);
        alone("listUserFieldHistoriesByField", histories::list);
        alone("listUserFieldHistoriesByUser", histories::list);
        alone("listUserFieldHistoriesByFieldAndUser", histories::list);
        alone("createUserFieldHistory", histories::create);
    }

    private void addBadges() {
        BadgeHandlers badges = new BadgeHandlers(community, knobs);
        alone("listBadges", badges::list);
        alone("createBadge", badges::create);
        alone("updateBadge", badges::update);
        alone("deleteBadge", badges::delete);
        alone("awardBadge", badges::award);
        alone("removeBadge", badges::remove);
    }

    private void addMessages() {
        MessageHandlers messages = new MessageHandlers(community);
        alone("getMessages", messages::list);
        alone("sendMessage", messages::send);
        alone("replyMessage", messages::reply);
        alone("reactMessage", messages::react);
        alone("uploadMessageImage", new ImageUpload(community, knobs)::upload);
        WebhookHandlers webhooks = new WebhookHandlers(community, messages, opener);
        alone("sendMessageByWebhook", webhooks::message);
        alone("updateUserFieldsByWebhook", webhooks::fields);
        alone("updateCurrencyByWebhook", webhooks::currency);
    }

    private void alone(String operation, OperationHandler handler) {
        all.put(operation, community.alone(handler));
    }
}
