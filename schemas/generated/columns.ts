// Generated from the schemas by `npm run generate:schemas`; do not edit.

export const COLUMNS = {
  "player-events": {
    "numbers": [],
    "texts": [
      "player_id",
      "session_id",
      "level_id",
      "map_id"
    ],
    "choices": {
      "event_type": [
        "move",
        "interaction",
        "level_complete"
      ]
    }
  },
  "purchase-events": {
    "numbers": [
      "price"
    ],
    "texts": [
      "player_id",
      "item_id",
      "currency",
      "ip_address"
    ],
    "choices": {}
  },
  "server-metrics": {
    "numbers": [
      "cpu_load",
      "memory_usage",
      "latency"
    ],
    "texts": [
      "server_id"
    ],
    "choices": {}
  },
  "combat-events": {
    "numbers": [],
    "texts": [
      "playerid"
    ],
    "choices": {
      "eventtype": [
        "kill",
        "death"
      ]
    }
  },
  "game-actions": {
    "numbers": [
      "health"
    ],
    "texts": [
      "player_id",
      "sword_type",
      "weapon_type",
      "guild_name",
      "opponent_id"
    ],
    "choices": {
      "event_type": [
        "buy_sword",
        "buy_weapon",
        "join_guild",
        "leave_guild",
        "battle"
      ],
      "outcome": [
        "win",
        "lose"
      ]
    }
  }
} as const;
