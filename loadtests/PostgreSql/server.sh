# A PostgreSQL in a folder of its own, with the durability that it has by default; ended with the script that reads this.
# It does not run as root: then it runs as the user of its package.
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
folder=$(mktemp -d) port=${PORT:-$((20000 + RANDOM % 10000))} # below those that systems give to callers
as=()
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=postgres --regid=postgres --init-groups)
  chown postgres: "$folder"
fi
"${as[@]}" "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/postgres" -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c max_connections=300 2>"$folder/log" &
server=$!
trap 'kill -INT $server || true; wait $server || true; rm -rf "$folder"' EXIT
until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
  kill -0 $server || { cat "$folder/log" >&2; exit 1; }
  sleep 0.2
done
kill -0 $server # and it is not somebody else who has answered

sql() { "$bin/psql" -q -h 127.0.0.1 -p "$port" -U postgres "$@"; }
sql -Atc "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')"
sql -c 'create database store'
export Storage__PostgreSql="Host=127.0.0.1;Port=$port;Username=postgres;Database=store"
