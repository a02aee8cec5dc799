package ai.returning.routes.sync.poll;

/** By the driver of MySQL, which speaks to a MariaDB server, too. */
class MySqlDriverIT extends MariaDbContract {
    @Override
    String subprotocol() {
        return "mysql";
    }
}
